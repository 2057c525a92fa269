export {};
//# sourceMappingURL=job-view.js.map
