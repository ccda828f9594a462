import { Refusal } from '../errors';

/** The form or query parameters of a call; an absent one and an empty one are the same. */
export class Parameters {
	constructor(private readonly values: Record<string, string>) {}

	/** The value, or empty text. */
	get(name: string): string {
		return this.values[name] ?? '';
	}

	required(name: string): string {
		const value = this.get(name);
		if (value === '') throw new Refusal('parameterMissing', name);
		return value;
	}

	/** One of the given values, or empty where it is absent. */
	choice(name: string, allowed: readonly string[]): string {
		const value = this.get(name);
		if (value !== '' && !allowed.includes(value)) throw new Refusal('parameterInvalid', name);
		return value;
	}

	/** The parts of a value joined with `|`. */
	parts(name: string): string[] {
		const parts = this.required(name).split('|');
		if (parts.includes('') || new Set(parts).size < parts.length)
			throw new Refusal('parameterInvalid', name);
		return parts;
	}
}
