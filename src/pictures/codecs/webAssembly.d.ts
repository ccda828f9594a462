/** WebAssembly code, which the bundler puts into the bundle as bytes. */
declare module '*.wasm' {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}

/**
 * The little of WebAssembly that is used; TypeScript knows it only together with everything a
 * browser has.
 */
declare namespace WebAssembly {
	type Imports = Record<string, Record<string, unknown>>;
	class Module {
		private constructor();
		static imports(module: Module): Array<{ name: string }>;
	}
	class Instance {
		constructor(module: Module, imports: Imports);
		readonly exports: Record<string, unknown>;
	}
	interface Memory {
		readonly buffer: ArrayBuffer;
	}
	function compile(code: Uint8Array<ArrayBuffer>): Promise<Module>;
}
