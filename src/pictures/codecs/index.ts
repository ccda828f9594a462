import loadMozJpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import mozJpegCode from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm';
import pngCode from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm';
import { linesOnWhite } from '../pixels';
import type { Lines } from '../types';
import { codecGlobals } from './codecGlobals';

/**
 * Decoding by WebAssembly: MozJPEG for JPEG, Rust's png for PNG.
 *
 * The lines are lent to `take` while they lie in the codec's memory; they are gone when it
 * returns. A picture that cannot be decoded is an error with the codec's own words.
 */
export async function decodeJpeg<Result>(
	bytes: Uint8Array,
	take: (lines: Lines) => Result,
): Promise<Result> {
	const messages: string[] = [];
	try {
		const result = await withJpegCodec((codec) => {
			codec.printed = messages;
			// Only a warning to libjpeg, which fills what is missing with grey.
			const cutOff = () => messages.some((message) => /premature end/i.test(message));
			const takeWhole = (lines: Lines) => (cutOff() ? undefined : take(lines));
			return lending(takeWhole, () => codec.decode(bytes, false));
		});
		if (result !== undefined) return result;
	} catch (error) {
		messages.push(String(error));
	}
	throw new Error(messages.join('; '));
}

/**
 * As decodeJpeg. More than 8 bits a colour are cut to 8; of an animation the first picture is
 * given.
 */
export async function decodePng<Result>(
	bytes: Uint8Array,
	take: (lines: Lines) => Result,
): Promise<Result> {
	const result = await withPngCodec((codec) => {
		const at = codec.__wbindgen_malloc(bytes.length, 1);
		new Uint8Array(codec.memory.buffer, at, bytes.length).set(bytes);
		return lending(take, () => codec.decode(at, bytes.length));
	});
	if (result === undefined) throw new Error('The codec gave no picture');
	return result;
}

/**
 * Gives `take` the picture that the codec hands over while `decode` runs, and returns what it
 * makes of it.
 */
function lending<Result>(
	take: (lines: Lines) => Result,
	decode: () => unknown,
): Result | undefined {
	const results: Result[] = [];
	codecGlobals.receive = (pixels, width, height) => {
		results.push(take(linesOnWhite(pixels, { width, height })));
	};
	decode();
	return results[0];
}

interface JpegCodec {
	decode(bytes: Uint8Array, keepOrientation: boolean): unknown;
	/** Where what libjpeg says goes. */
	printed: string[];
}

const withJpegCodec = reusable<JpegCodec>(mozJpegCode, async (code) => {
	const codec = (await loadMozJpeg({
		locateFile: () => '',
		print: () => {},
		printErr: (message: string) => codec.printed.push(message),
		instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) {
			const instance = new WebAssembly.Instance(code, imports);
			ready(instance);
			return instance.exports;
		},
	} as object)) as unknown as JpegCodec;
	return codec;
});

interface PngCodec {
	memory: WebAssembly.Memory;
	__wbindgen_malloc(size: number, alignment: number): number;
	__wbindgen_free(at: number, size: number, alignment: number): void;
	decode(at: number, length: number): number;
}

const withPngCodec = reusable<PngCodec>(pngCode as unknown as typeof mozJpegCode, async (code) => {
	const bytesAt = (at: number, length: number) =>
		new Uint8Array(codec.memory.buffer, at >>> 0, length);
	/** What the codec calls when it hands over the picture, or has something to say. */
	const answers: Record<string, (...numbers: [number, number, number, number]) => number> = {
		__wbg_newwithownedu8clampedarrayandsh(at, length, width, height) {
			codecGlobals.receive(bytesAt(at, length), width >>> 0, height >>> 0);
			codec.__wbindgen_free(at, length, 1);
			return 0;
		},
		__wbindgen_throw(at, length) {
			throw new Error(Buffer.from(bytesAt(at, length)).toString());
		},
	};
	// Their names carry a hash that changes from version to version.
	const answerTo = (name: string) => answers[name.replace(/_[0-9a-f]{16}$/, '')] ?? (() => 0);
	const names = WebAssembly.Module.imports(code).map(({ name }) => name);
	const wbg = Object.fromEntries(names.map((name) => [name, answerTo(name)]));
	const codec = new WebAssembly.Instance(code, { wbg }).exports as unknown as PngCodec;
	return codec;
});

/**
 * A codec that is compiled once, started for its first picture and used again for the next ones as
 * long as nobody else needs its memory, which may be large. One that failed is never used again:
 * what it left behind might spoil the next picture.
 */
function reusable<Codec extends object>(
	bytes: Uint8Array<ArrayBuffer>,
	start: (code: WebAssembly.Module) => Promise<Codec>,
) {
	let compilation: Promise<WebAssembly.Module> | undefined;
	let idle: WeakRef<Codec> | undefined;
	return async <Result>(work: (codec: Codec) => Result): Promise<Result> => {
		compilation ??= WebAssembly.compile(bytes);
		const codec = idle?.deref() ?? (await start(await compilation));
		idle = undefined;
		const result = work(codec);
		idle = new WeakRef(codec);
		return result;
	};
}
