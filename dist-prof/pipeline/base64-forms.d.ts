/** How a text looks in base64, wherever it stands in what was encoded: `user:TOKEN` hides TOKEN from who looks for it alone. */
export declare function base64Forms(text: string): string[];
