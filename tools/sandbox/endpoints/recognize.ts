import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, success } from '../errors';
import type { SandboxOptions } from '../options';
import { readPicture } from '../reading';
import type { Entry } from '../specimens/itineraries';
import type { CallRecord, World } from '../world';
import type { Parameters } from './parameters';

/** Documented as 4 MB after base64. */
const mostCharacters = 4_000_000;

/** The list in the form that the options ask for. */
function dataOf(entries: readonly Entry[], { recognitionRows, recognitionForm }: SandboxOptions) {
	const list = recognitionRows ? entries : entries.map(({ Name, Value }) => ({ Name, Value }));
	if (recognitionForm === 'json') return JSON.stringify(list);
	if (recognitionForm === 'object') return { ...list };
	return list;
}

/** 机票行程单识别: reads the picture's pixels. */
export async function recognize(
	parameters: Parameters,
	world: World,
	call: CallRecord,
): Promise<Record<string, unknown>> {
	const { recognitionMilliseconds } = world.options;
	const pause = sleep(recognitionMilliseconds, undefined, { ref: false });
	try {
		return await answer(parameters, world, call);
	} finally {
		if (recognitionMilliseconds > 0) await pause;
	}
}

async function answer(
	parameters: Parameters,
	world: World,
	call: CallRecord,
): Promise<Record<string, unknown>> {
	if (!world.recognitionLimit.admits(world.options.recognitionsPerSecond))
		throw new Refusal(world.options.recognitionLimitCode === 10011 ? 'tooFrequent' : 'ocrBusy');
	const text = parameters.get('ImageBase64');
	if (text === '') throw new Refusal('ocrMalformed', '缺少ImageBase64');
	if (text.length > mostCharacters) throw new Refusal('ocrMalformed', '图片超过4M');
	const bytes = Buffer.from(text, 'base64');
	if (bytes.toString('base64') !== text) throw new Refusal('ocrBadBase64');
	const { outcome, ...picture } = await readPicture(bytes);
	const read = !(outcome instanceof Refusal);
	call.picture = {
		...picture,
		bytes: bytes.length,
		charged: read ? true : null,
	};
	if (!read) throw outcome;
	return success({ data: dataOf(outcome, world.options), qingqiuhaohao: randomUUID() });
}
