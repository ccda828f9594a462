import { Refusal } from '../errors';
import type { Parameters } from './parameters';

/** Documented as 4 MB after base64. */
const mostCharacters = 4_000_000;

const isBase64 = (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** 机票行程单识别: honest errors only, this sandbox reads no pictures yet. */
export function recognize(parameters: Parameters): Record<string, unknown> {
	const picture = parameters.get('ImageBase64');
	if (picture === '') throw new Refusal('ocrMalformed', '缺少ImageBase64');
	if (picture.length > mostCharacters) throw new Refusal('ocrMalformed', '图片超过4M');
	if (!isBase64(picture)) throw new Refusal('ocrBadBase64');
	throw new Refusal('ocrFailed', '沙箱暂不识别图片');
}
