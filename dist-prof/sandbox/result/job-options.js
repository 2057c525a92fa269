export {};
//# sourceMappingURL=job-options.js.map
