import { dictionary, lookUp } from '../../dictionary';

/**
 * ID types in create's numbers: 0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao
 * permit.
 */
export const idTypeNames = {
	0: dictionary.idType[1].english,
	1: dictionary.idType[2].english,
	2: dictionary.idType[3].english,
	3: dictionary.idType[4].english,
} as const;

/**
 * Create's number (0-3) of an ID type as details, pushes and the dictionary count it (1-4), or
 * null.
 */
export function idTypeOf(value: unknown): number | null {
	return lookUp('idType', value) ? Number(value) - 1 : null;
}

/** English name of an ID type in create's numbers, or null. */
export function idTypeNameOf(idType: number | null): string | null {
	return idType === null ? null : (lookUp('idType', idType + 1)?.english ?? null);
}

/** Passenger type (1 adult, 2 child, 3 student, 4 disabled veteran) and its English name. */
export function passengerTypeOf(value: unknown): { type: number | null; typeName: string | null } {
	const entry = lookUp('passengerType', value);
	return { type: entry ? Number(value) : null, typeName: entry?.english ?? null };
}
