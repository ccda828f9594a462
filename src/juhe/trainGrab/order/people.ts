import { JuheError } from '../../errors';
import type { KnownPeople } from '../../../lib/personalData';

interface Group {
	contact?: { name: string | null; phone: string | null };
	passengers: Array<{ name: string | null; idNumber: string | null }>;
}

/**
 * What the people of a request, an order or an event are known by: Juhe's texts may speak of them.
 */
export function peopleOf({ contact, passengers }: Group): KnownPeople {
	const known = (texts: Array<string | null | undefined>) =>
		texts.filter((text) => text !== null && text !== undefined);
	return {
		names: known([contact?.name, ...passengers.map(({ name }) => name)]),
		numbers: known([contact?.phone, ...passengers.map(({ idNumber }) => idNumber)]),
	};
}

/** What a call gives; its JuheErrors do not name the people. */
export async function hidingIn<T>(call: Promise<T>, people: KnownPeople): Promise<T> {
	return await call.catch((error: unknown) => {
		throw error instanceof JuheError ? error.hiding(people) : error;
	});
}
