import loadMozJpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import mozJpegCode from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm';
import pngCode from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm';
import { linesOnWhite, type Lines } from '../pixels';
import { codecGlobals } from './codecGlobals';

/**
 * Decoding by WebAssembly: MozJPEG for JPEG, Rust's png for PNG. The code is compiled once and started anew for each picture,
 * so that a picture that makes it fail spoils nothing for the next, and its memory is given back.
 *
 * The lines are lent to `take` while they lie in the codec's memory; they are gone when it returns. A picture that cannot be
 * decoded is an error with the codec's own words.
 */
export async function decodeJpeg<Result>(
	bytes: Uint8Array,
	take: (lines: Lines) => Result,
): Promise<Result> {
	const code = await compiled(mozJpegCode);
	const messages: string[] = [];
	const codec = (await loadMozJpeg({
		locateFile: () => '',
		print: () => {},
		printErr: (message: string) => messages.push(message),
		instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) {
			const instance = new WebAssembly.Instance(code, imports);
			ready(instance);
			return instance.exports;
		},
	} as object)) as unknown as { decode(bytes: Uint8Array, keepOrientation: boolean): unknown };
	try {
		const result = lending(take, () => codec.decode(bytes, false));
		// Only a warning to libjpeg, which fills what is missing with grey.
		if (!messages.some((message) => /premature end/i.test(message))) return result;
	} catch (error) {
		messages.push(String(error));
	}
	throw new Error(messages.join('; '));
}

/** As decodeJpeg. More than 8 bits a colour are cut to 8; of an animation the first picture is given. */
export async function decodePng<Result>(
	bytes: Uint8Array,
	take: (lines: Lines) => Result,
): Promise<Result> {
	const code = await compiled(pngCode as unknown as typeof mozJpegCode);
	const codec = new WebAssembly.Instance(code, { wbg: pngImports(code, () => codec.memory) })
		.exports as unknown as PngCodec;
	const at = codec.__wbindgen_malloc(bytes.length, 1);
	new Uint8Array(codec.memory.buffer, at, bytes.length).set(bytes);
	return lending(take, () => codec.decode(at, bytes.length));
}

interface PngCodec {
	memory: WebAssembly.Memory;
	__wbindgen_malloc(size: number, alignment: number): number;
	decode(at: number, length: number): number;
}

/** What the PNG codec calls, by names that carry a changing hash: it hands over the picture, or says what is wrong. */
function pngImports(code: WebAssembly.Module, memory: () => WebAssembly.Memory) {
	const bytesAt = (at: number, length: number) => new Uint8Array(memory().buffer, at >>> 0, length);
	const known: Record<string, (...numbers: [number, number, number, number]) => number> = {
		__wbg_newwithownedu8clampedarrayandsh(at, length, width, height) {
			codecGlobals.receive(bytesAt(at, length), width >>> 0, height >>> 0);
			return 0;
		},
		__wbindgen_throw(at, length) {
			throw new Error(Buffer.from(bytesAt(at, length)).toString());
		},
	};
	const names = WebAssembly.Module.imports(code).map(({ name }) => name);
	const nothing = () => 0;
	return Object.fromEntries(
		names.map((name) => [name, known[name.replace(/_[0-9a-f]{16}$/, '')] ?? nothing]),
	);
}

/** Gives `take` the picture that the codec hands over while `decode` runs. */
function lending<Result>(take: (lines: Lines) => Result, decode: () => unknown): Result {
	const results: Result[] = [];
	codecGlobals.receive = (pixels, width, height) => {
		results.push(take(linesOnWhite(pixels, { width, height })));
	};
	decode();
	const [result] = results;
	if (result === undefined) throw new Error('The codec gave no picture');
	return result;
}

const compilations = new Map<Uint8Array, Promise<WebAssembly.Module>>();

/** The code as compiled when it was first asked for. */
async function compiled(code: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
	const compilation = compilations.get(code) ?? WebAssembly.compile(code);
	compilations.set(code, compilation);
	return await compilation;
}
