export {};
//# sourceMappingURL=commit-places-options.js.map
