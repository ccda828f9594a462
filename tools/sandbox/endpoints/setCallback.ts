import { Refusal } from '../errors';
import type { World } from '../world';
import type { Parameters } from './parameters';

/**
 * 配置回调地址: one URL per type, a later one replaces the earlier. Answers `data` where all others
 * answer `result`.
 */
export function setCallback(parameters: Parameters, world: World): Record<string, unknown> {
	const url = parameters.required('url');
	const type = parameters.required('type');
	if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol))
		throw new Refusal('parameterInvalid', 'url');
	if (type !== '1' && type !== '2' && type !== '3') throw new Refusal('parameterInvalid', 'type');
	world.register(type, url);
	return { error_code: 0, reason: 'success', data: null };
}
