import type { INodeProperties } from 'n8n-workflow';

import { asNumber, asText } from '../../src/lib/values';
import { ParameterError } from './errors';
import type { ExecuteContext } from './n8nContext';

/** Reads the parameters of one item; every error names the parameter by its label. */
export class NodeParameters {
	constructor(
		private readonly context: ExecuteContext,
		private readonly fields: INodeProperties[],
		private readonly itemIndex: number,
	) {}

	/** The value as n8n gives it; null where nothing is set. Options by their path (`filters.maxPrice`). */
	value(path: string): unknown {
		return this.context.getNodeParameter(path, this.itemIndex, null);
	}

	/** Trimmed text, empty where nothing is set. */
	text(path: string): string {
		return asText(this.value(path)) ?? '';
	}

	/** @throws ParameterError where nothing is set */
	requiredText(path: string): string {
		const text = this.text(path);
		if (!text)
			throw this.error(
				path,
				'is empty',
				'Fill it in, or check the expression in it.',
				'parameterMissing',
			);
		return text;
	}

	/** A number of at least 0, or null where nothing is set. @throws ParameterError for anything else */
	number(path: string): number | null {
		const value = this.value(path);
		if (value === null || value === '') return null;
		const number = asNumber(value);
		if (number !== null && number >= 0) return number;
		throw this.error(path, 'is not a number', 'Enter a number of at least 0.', 'numberUnreadable');
	}

	/** Texts of a multiple choice, or of text with commas or `|` between them. */
	list(path: string): string[] {
		const value = this.value(path);
		const texts = Array.isArray(value)
			? value.map(asText)
			: (asText(value) ?? '').split(/[,，、|;；\s]+/);
		return [...new Set(texts.filter((text) => text !== null && text !== ''))] as string[];
	}

	/** @param fallback where nothing is set */
	flag(path: string, fallback = false): boolean {
		const value = this.value(path) ?? fallback;
		return value === true || value === 'true' || value === 1 || value === '1';
	}

	/** An error about a parameter: its label, what is wrong, what to do, a name that does not change. */
	error(path: string, problem: string, advice: string, code: string): ParameterError {
		const name = path.split('.').at(-1) ?? path;
		return new ParameterError(`“${labelOf(this.fields, name)}” ${problem}`, advice, code);
	}
}

/** Label of a field of an operation, as the editor shows it. */
export function labelOf(fields: INodeProperties[], name: string): string {
	for (const field of fields) {
		if (field.name === name) return field.displayName;
		for (const option of field.options ?? []) {
			if ('displayName' in option && option.name === name) return option.displayName;
		}
	}
	return name;
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
};

export const maskPersonalDataOption: INodeProperties = {
	displayName: 'Mask Personal Data',
	name: 'maskPersonalData',
	type: 'boolean',
	default: false,
	description: 'Whether to show ID numbers as 1101**********721X and phone numbers as 139****0000',
};
