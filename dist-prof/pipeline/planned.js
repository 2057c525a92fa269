export {};
//# sourceMappingURL=planned.js.map
