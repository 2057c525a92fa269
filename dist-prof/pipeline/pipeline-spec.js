export {};
//# sourceMappingURL=pipeline-spec.js.map
