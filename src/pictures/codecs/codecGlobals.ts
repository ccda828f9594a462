type Receiver = (pixels: Uint8Array, width: number, height: number) => void;

/** Replaced while a codec works. */
const nobody: Receiver = () => {};

/**
 * The global object as the WebAssembly codecs see it: their loader code would look there for a
 * browser or Node.js, which n8n's rules forbid, and finds only what decoding needs. The bundler
 * puts this in place of `globalThis` (bundling.js).
 */
export const codecGlobals = {
	/** Gives the codec's own memory as it is, where the real one would copy it. */
	Uint8ClampedArray: class {
		constructor(memory: Uint8Array) {
			return memory;
		}
	},
	/** What a codec calls with the decoded picture, while it still lies in the codec's memory. */
	ImageData: class {
		constructor(pixels: Uint8Array, width: number, height: number) {
			codecGlobals.receive(pixels, width, height);
		}
	},
	receive: nobody,
};
