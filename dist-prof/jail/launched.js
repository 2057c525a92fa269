export {};
//# sourceMappingURL=launched.js.map
