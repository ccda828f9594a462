import type { JuheClient } from '../../client';
import { dictionary, lookUp } from '../../dictionary';
import type { DictionarySection } from '../../dictionary';
import { trainGrabEndpoints } from '../../endpoints';
import { asText, readJson, readRecord } from '../../../lib/values';

interface DictionaryItem {
	section: string;
	code: string;
	/** English; null for a code that Juhe has added since. */
	name: string | null;
	nameChinese: string | null;
}

/**
 * Juhe's data dictionary as it stands, a code an item, with English beside it. @throws JuheError
 */
export async function fetchDictionary(client: JuheClient): Promise<DictionaryItem[]> {
	const { path } = trainGrabEndpoints.dictionary;
	return parseDictionary(await client.call(path, {}, { what: 'to give its dictionary' }));
}

/**
 * Every section of a dictionary answer: those of codes (`{ msg, data: { code: name } }`) and
 * those of texts.
 */
export function parseDictionary(result: unknown): DictionaryItem[] {
	return Object.entries(readRecord(result) ?? {}).flatMap(([section, written]) => {
		const content = readJson(written);
		const entries: Array<[string, unknown]> = Array.isArray(content)
			? content.map((text, index) => [String(index + 1), text])
			: Object.entries(readRecord(codesOf(content)) ?? {});
		return entries.map(([code, name]) => ({
			section,
			code: section === 'idType' ? createIdType(code) : code,
			name: isSection(section) ? englishOf(section, code, name) : null,
			nameChinese: asText(name),
		}));
	});
}

function codesOf(content: unknown): unknown {
	const section = readRecord(content);
	return section && Object.hasOwn(section, 'data') ? section.data : section;
}

/**
 * The dictionary counts ID types from 1, create from 0: shown are create's numbers, here as
 * everywhere.
 */
function createIdType(code: string): string {
	return lookUp('idType', code) ? String(Number(code) - 1) : code;
}

/**
 * English of a code. Tips have none of their own, only a place in a list: the English goes with
 * the text.
 */
function englishOf(section: DictionarySection, code: string, name: unknown): string | null {
	if (section !== 'tips') return lookUp(section, code)?.english ?? null;
	return (
		Object.values(dictionary.tips).find((tip) => tip.chinese === asText(name))?.english ?? null
	);
}

function isSection(section: string): section is DictionarySection {
	return Object.hasOwn(dictionary, section);
}
