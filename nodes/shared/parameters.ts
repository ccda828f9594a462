import type { INode, INodeProperties } from 'n8n-workflow';

import { quoted } from '../../src/lib/shorten';
import { isoDay, parseWhen } from '../../src/lib/time';
import type { When } from '../../src/lib/time';
import { flagOf, isRounded, normalizeTyped } from '../../src/lib/typedText';
import { asNumber, asRecord, asText, isEmpty, parseJson } from '../../src/lib/values';
import { ParameterError } from './errors';

/** What of n8n parameters are read with. */
export interface ParameterSource {
	getNodeParameter(path: string, itemIndex: number, fallback: null): unknown;
	getTimezone(): string;
	/** The node as it is saved, its expressions not resolved; left out where values are of no node. */
	getNode?(): Pick<INode, 'parameters'>;
}

/**
 * Further words for choices, besides their values and their labels in the editor; one word may
 * mean several.
 */
type Understand<T> = (text: string) => readonly T[];

/**
 * The one door through which what users, expressions and models enter comes in, for one item.
 * Text is brought into one form, so that two ways of typing one thing are one thing; what cannot
 * be understood is refused, never guessed. Every error names the parameter by its label and
 * repeats what was entered only in part.
 */
export class NodeParameters {
	constructor(
		private readonly context: ParameterSource,
		protected readonly fields: INodeProperties[],
		private readonly itemIndex: number,
		/** What errors say after a label of values that do not stand in the parameters. */
		private readonly origin = '',
	) {}

	/**
	 * The value as n8n gives it, that of a resource locator without its mode; null where nothing
	 * is set. Options by their path (`filters.maxPrice`).
	 */
	value(path: string): unknown {
		const value: unknown = this.context.getNodeParameter(path, this.itemIndex, null);
		const locator = asRecord(value);
		return locator && '__rl' in locator ? (locator.value ?? null) : (value ?? null);
	}

	/**
	 * Typed text in its one form, empty where nothing is set.
	 * @throws ParameterError for what is no text, and for a number that may have been rounded
	 */
	text(path: string): string {
		return normalizeTyped(this.rawText(path));
	}

	/**
	 * Text as it stands, trimmed: for what is no language and whose every sign counts (addresses,
	 * keys, base64).
	 * @throws ParameterError likewise
	 */
	rawText(path: string): string {
		return this.textOf(path, this.value(path));
	}

	/** @throws ParameterError where nothing is set */
	requiredText(path: string): string {
		return this.required(path, this.text(path));
	}

	/** @throws ParameterError where nothing is set */
	requiredRawText(path: string): string {
		return this.required(path, this.rawText(path));
	}

	/** IANA name of the zone of the workflow. */
	get zone(): string {
		return this.context.getTimezone();
	}

	/**
	 * A time or a day, by the workflow's clock; null where nothing is set.
	 * @throws ParameterError where it cannot be read, or where it may be two days and nothing
	 * decides
	 */
	when(path: string): When | null {
		const value = this.value(path);
		if (isEmptyText(value)) return null;
		const when = parseWhen(value, this.zone);
		if (!when)
			throw this.error(
				path,
				'is not a date',
				'Write it as 2026-12-30, or pick it from the calendar.',
				'dateUnreadable',
			);
		if (when.nextDay !== 'written') return when;
		const china = isoDay(when.day);
		const there = isoDay(when.day.plus({ days: 1 }));
		throw this.error(
			path,
			`may mean two days: a midnight of ${there}, which in China is still ${china}`,
			`Give the day alone, ${there} or ${china}.`,
			'dateAmbiguous',
		);
	}

	/** @throws ParameterError where nothing is set, or as `when` does */
	requiredWhen(path: string): When {
		const when = this.when(path);
		if (when) return when;
		throw this.missing(path);
	}

	/**
	 * A number of at least 0, or null where nothing is set. @throws ParameterError for anything
	 * else
	 */
	number(path: string): number | null {
		const value = this.value(path);
		const entered = typeof value === 'string' ? normalizeTyped(value) : value;
		if (entered === null || entered === '') return null;
		const number = asNumber(entered);
		if (number !== null && number >= 0) return number;
		throw this.error(path, 'is not a number', 'Enter a number of at least 0.', 'numberUnreadable');
	}

	/**
	 * A number that limits what may be spent. Null, which is no limit, only where a person left it
	 * empty. @throws ParameterError as `number` and `safeguard` do
	 */
	limit(path: string): number | null {
		this.safeguard(path, 'no limit');
		return this.number(path);
	}

	/**
	 * For what is less safe when it is empty: a person may leave it so, but an expression that gives
	 * nothing is a typing error more often than a choice, and nobody would see it.
	 * @param meaning what empty means
	 * @throws ParameterError where an expression stands in the node and gives nothing
	 */
	safeguard(path: string, meaning: string): void {
		const expression = this.expressionAt(path);
		if (expression === null || !isEmpty(this.value(path))) return;
		const code = 'expressionEmpty';
		if (isOfModel(expression))
			throw this.error(
				path,
				`is empty, which would mean ${meaning}: give a value for it`,
				'Ask the person whom you work for if you do not know it.',
				code,
			);
		throw this.error(
			path,
			'has an expression that gives nothing: check the expression',
			`What it reads may have another name, or be empty. Empty would mean ${meaning}; if you want that, remove the expression.`,
			code,
		);
	}

	/** A whole number, or null where nothing is set. @throws ParameterError for anything else */
	count(path: string, least: number, most: number): number | null {
		const count = this.number(path);
		if (count === null || (Number.isInteger(count) && count >= least && count <= most))
			return count;
		throw this.error(
			path,
			`must be a whole number from ${least} to ${most}`,
			'Enter such a number, or leave the field as it was.',
			'countOutOfRange',
		);
	}

	/**
	 * Texts of a multiple choice, of a list kept as text (`["K8371"]`), or of text with commas,
	 * `|` or blanks between them; each once. @throws ParameterError for what is no list of texts
	 */
	list(path: string): string[] {
		return this.entries(path, /[,、|;\s]+/);
	}

	/**
	 * A switch: what common words for yes and no say.
	 * @param fallback where nothing is set
	 * @throws ParameterError for any other word
	 */
	flag(path: string, fallback = false): boolean {
		const value = this.value(path);
		if (typeof value === 'boolean') return value;
		const word = this.textOf(path, value);
		if (word === '') return fallback;
		const known = flagOf(word);
		if (known !== null) return known;
		throw this.error(path, `is ${quoted(word)}`, 'Use true or false.', 'flagUnreadable');
	}

	/**
	 * One of a list, by its value or its label.
	 * @param fallback where nothing is set; without one, that is an error
	 * @throws ParameterError for what is not in the list, naming the list
	 */
	choice<T extends string>(
		path: string,
		choices: readonly T[],
		fallback?: T,
		understand?: Understand<T>,
	): T {
		const text = this.text(path);
		if (text === '' && fallback !== undefined) return fallback;
		const [found, ...others] = this.find(path, this.required(path, text), choices, understand);
		if (found !== undefined && others.length === 0) return found;
		throw this.notInList(path, 'is', text, choices);
	}

	/**
	 * Several of a list, each by its value or its label, in the order given.
	 * @throws ParameterError for what is not in the list, naming the list
	 */
	choices<T extends string>(path: string, choices: readonly T[], understand?: Understand<T>): T[] {
		// Labels have blanks and commas in them, and between values nothing else may stand.
		const find = (text: string, separators: RegExp[]): T[] => {
			const whole = this.find(path, text, choices, understand);
			if (whole.length > 0) return whole;
			const [separator, ...finer] = separators;
			if (separator) return text.split(separator).flatMap((part) => find(part.trim(), finer));
			if (text === '') return [];
			throw this.notInList(path, 'has', text, choices);
		};
		const found = this.entries(path, /\n/).flatMap((entry) => find(entry, [/[,、|;]+/, /\s+/]));
		return [...new Set(found)];
	}

	/**
	 * An error about a parameter: its label, what is wrong, what to do, a name that does not
	 * change.
	 */
	error(path: string, problem: string, advice: string, code: string): ParameterError {
		const field = nameOf(path);
		const message = `“${labelOf(this.fields, field)}”${this.origin} ${problem}`;
		return new ParameterError(message, advice, code, false, field);
	}

	/** What stands in the node at a path, or instead of what holds it; null for a fixed value. */
	private expressionAt(path: string): string | null {
		let raw: unknown = this.context.getNode?.().parameters;
		for (const name of path.split('.')) {
			raw = asRecord(raw)?.[name];
			// A field that was switched to “Expression” and left blank has none.
			if (isExpression(raw) && raw.slice(1).trim() !== '') return raw;
		}
		return null;
	}

	private required(path: string, text: string): string {
		if (text) return text;
		throw this.missing(path);
	}

	private missing(path: string): ParameterError {
		return this.error(
			path,
			'is empty',
			'Fill it in, or check the expression in it.',
			'parameterMissing',
		);
	}

	private textOf(path: string, value: unknown): string {
		if (isRounded(value))
			throw this.error(
				path,
				'came as a number too long to be exact, so its last digits may have changed',
				'Format it as text where it comes from: a text column, or quotation marks in JSON.',
				'numberRounded',
			);
		const text = asText(value);
		if (text !== null) return text;
		if (isEmpty(value)) return '';
		throw this.error(
			path,
			'is not text',
			'Let its expression give one text, not a list, an object or a switch.',
			'textUnreadable',
		);
	}

	private entries(path: string, separators: RegExp): string[] {
		const value = this.value(path);
		const text = Array.isArray(value) ? '' : this.textOf(path, value);
		// Tables that hold no lists keep them as text.
		const isWritten = normalizeTyped(text).startsWith('[');
		const list = isWritten ? parseJson(normalizeTyped(text)) : value;
		if (Array.isArray(list))
			return unique(list.map((entry) => normalizeTyped(this.textOf(path, entry))));
		if (isWritten)
			throw this.error(
				path,
				`is ${quoted(text)}, which is no list in JSON`,
				'Write the entries with commas between them, or as ["…", "…"].',
				'listUnreadable',
			);
		return unique(text.split('\n').flatMap((line) => normalizeTyped(line).split(separators)));
	}

	private find<T extends string>(
		path: string,
		text: string,
		choices: readonly T[],
		understand?: Understand<T>,
	): T[] {
		const wanted = text.toLowerCase();
		const label = optionsOf(this.fields, nameOf(path)).find(
			({ name }) => name.toLowerCase() === wanted,
		);
		const found = choices.find(
			(choice) => choice.toLowerCase() === wanted || choice === label?.value,
		);
		return found === undefined ? [...(understand?.(text) ?? [])] : [found];
	}

	private notInList(
		path: string,
		verb: 'is' | 'has',
		text: string,
		choices: readonly string[],
	): ParameterError {
		return this.error(
			path,
			`${verb} ${quoted(text)}, which is not in its list`,
			`Use ${choices.join(', ')}.`,
			'choiceUnknown',
		);
	}
}

/** Whether a parameter, as it is saved, is an expression. */
export function isExpression(raw: unknown): raw is string {
	return typeof raw === 'string' && raw.startsWith('=');
}

/** Whether an AI agent's model fills it in. */
function isOfModel(expression: string): boolean {
	return /\$fromAI\b/i.test(expression);
}

const isEmptyText = (value: unknown): boolean =>
	value === null || (typeof value === 'string' && value.trim() === '');

function unique(texts: string[]): string[] {
	return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

function nameOf(path: string): string {
	return path.split('.').at(-1) ?? path;
}

/** Label of a field of an operation, as the editor shows it. */
export function labelOf(fields: INodeProperties[], name: string): string {
	return fieldOf(fields, name)?.displayName ?? name;
}

function fieldOf(fields: INodeProperties[], name: string): INodeProperties | undefined {
	for (const field of fields) {
		if (field.name === name) return field;
		for (const option of field.options ?? [])
			if ('displayName' in option && 'type' in option && option.name === name) return option;
	}
	return undefined;
}

/** The entries of a drop-down. */
function optionsOf(
	fields: INodeProperties[],
	name: string,
): Array<{ name: string; value: unknown }> {
	return (fieldOf(fields, name)?.options ?? []).flatMap((option) =>
		'value' in option ? [{ name: option.name, value: option.value }] : [],
	);
}

/** Of the one line that sums an event up. */
export const summaryLanguageOption: INodeProperties = {
	displayName: 'Summary Language',
	name: 'summaryLanguage',
	type: 'options',
	default: 'en',
	options: [
		{ name: 'Chinese', value: 'zh' },
		{ name: 'English', value: 'en' },
	],
	description: 'Of the one line in <code>summary</code>',
};

export const maskPersonalDataOption: INodeProperties = {
	displayName: 'Mask Personal Data',
	name: 'maskPersonalData',
	type: 'boolean',
	default: false,
	description: 'Whether to show ID numbers as 1101**********721X and phone numbers as 139****0000',
};

/** @throws ParameterError for what says neither yes nor no, an expression that gives nothing included */
export function readMask(parameters: NodeParameters): boolean {
	const path = 'options.maskPersonalData';
	parameters.safeguard(path, 'that personal data are shown');
	return parameters.flag(path);
}
