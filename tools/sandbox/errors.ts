import { dictionary } from '../../src/juhe/dictionary';

const { msgCode, tips } = dictionary;

/**
 * Every refusal of the sandbox. `documented`: the vendor's document or recorded answers show the
 * code with this meaning. All other numbers of the form 2238xx are MADE UP, their wording taken
 * from the dictionary's message codes where one fits: a client must not read a meaning out of them.
 */
export const refusals = {
	badKey: { code: 10001, reason: '错误的请求KEY', documented: true },
	keyOfOtherApi: { code: 10002, reason: '该KEY无请求权限', documented: true },
	tooFrequent: { code: 10011, reason: '当前IP请求超过限制', documented: true },

	cannotCancel: { code: 223801, reason: '抢票取消失败', documented: true },
	refundUnknown: { code: 223804, reason: '参数错误:订单号或passengerId不存在', documented: true },

	orderUnknown: { code: 223802, reason: msgCode[201].chinese },
	parameterMissing: { code: 223803, reason: '缺少必要参数' },
	parameterInvalid: { code: 223805, reason: msgCode[101].chinese },
	methodWrong: { code: 223806, reason: '请求方式错误,请使用POST' },
	stationInvalid: { code: 223807, reason: '站名无效' },
	dateInvalid: { code: 223808, reason: msgCode[205].chinese },
	notOnSale: { code: 223809, reason: '发车日期不在可预约范围内' },
	queryExpired: { code: 223810, reason: msgCode[215].chinese },
	trainInvalid: { code: 223811, reason: msgCode[208].chinese },
	seatInvalid: { code: 223812, reason: msgCode[204].chinese },
	tooCloseToDeparture: { code: 223813, reason: msgCode[216].chinese },
	tooManyPassengers: { code: 223814, reason: msgCode[220].chinese },
	passengerTypeUnsupported: { code: 223815, reason: tips[3].chinese },
	passengerInvalid: { code: 223816, reason: msgCode[304].chinese },
	closeTimeInvalid: { code: 223817, reason: '抢票截止时间无效' },
	outOrderNoInvalid: { code: 223818, reason: '外部订单号须为6-32位字母或数字' },
	outOrderNoRepeated: { code: 223819, reason: '外部订单号重复' },
	accountMissing: { code: 223820, reason: msgCode[408].chinese },
	orderStateForbids: { code: 223821, reason: msgCode[202].chinese },
	ticketStateForbids: { code: 223822, reason: msgCode[303].chinese },
	refundTooSoon: { code: 223823, reason: msgCode[309].chinese },
	refundTooLate: { code: 223824, reason: msgCode[310].chinese },
	childFirst: { code: 223825, reason: msgCode[311].chinese },

	ocrMalformed: { code: 252601, reason: '数据格式错误', documented: true },
	ocrBusy: { code: 252602, reason: '网络繁忙,请稍后重试', documented: true },
	ocrBadBase64: { code: 252603, reason: 'base64格式错误', documented: true },
	ocrFailed: { code: 252604, reason: '识别失败', documented: true },
} as const satisfies Record<string, { code: number; reason: string; documented?: true }>;

export type RefusalName = keyof typeof refusals;

/** Thrown by an endpoint to answer an error; `detail` follows the reason after a colon. */
export class Refusal extends Error {
	readonly code: number;

	constructor(name: RefusalName, detail = '') {
		const { code, reason } = refusals[name];
		super(detail ? `${reason}:${detail}` : reason);
		this.code = code;
	}
}

/** A refusal as Juhe writes it; the system codes 10001-10021 also carry their older number. */
export function errorAnswer(code: number, reason: string): Record<string, unknown> {
	const old = code >= 10001 && code <= 10021 ? { resultcode: String(code - 9900) } : {};
	return { ...old, reason, result: null, error_code: code };
}

export const success = (result: unknown): Record<string, unknown> => ({
	reason: 'success',
	result,
	error_code: 0,
});
