export {};
//# sourceMappingURL=view-changes.js.map
