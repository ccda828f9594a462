import { maskIdNumber } from '../../juhe/personalData';
import { asRecord, parseJson } from '../../juhe/values';

/** What Juhe calls the number of the passenger's ID card or passport. */
const idNumberName = '有效身份证件号码';

/** Juhe's `result` as it came, but for ID numbers. Takes anything. */
export function maskRecognition(result: unknown): unknown {
	if (Array.isArray(result)) return result.map(maskRecognition);
	const record = asRecord(result);
	if (!record) return result;
	if (record.Name === idNumberName && typeof record.Value === 'string')
		return { ...record, Value: maskIdNumber(record.Value) };
	const { data } = record;
	if (data === undefined) return record;
	const masked = typeof data === 'string' ? maskJson(data) : maskRecognition(data);
	return { ...record, data: masked };
}

/** `data` may be JSON text. */
function maskJson(text: string): string {
	const parsed = parseJson(text);
	return parsed === undefined ? text : JSON.stringify(maskRecognition(parsed));
}
