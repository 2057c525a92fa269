export {};
//# sourceMappingURL=open-options.js.map
