/** The part of JSON Schema that n8n's output previews use. */
export interface Schema {
	type: SchemaType | SchemaType[];
	properties?: Record<string, Schema>;
	items?: Schema | Record<string, never>;
}

type SchemaType = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/**
 * Fields whose keys are data: they are previewed as objects, without the keys that samples had by
 * chance.
 */
const keyedByData = new Set(['otherFields', 'tickets']);

/**
 * What all the values are instances of. Null counts only where nothing else was seen, since any
 * field may be null; a list's items are those of all samples together.
 */
export function schemaOf(values: unknown[], name = ''): Schema {
	const types = new Set(values.map(typeOf));
	if (types.size > 1) types.delete('null');
	const [type = 'null', ...others] = [...types].sort();
	if (others.length > 0) return { type: [type, ...others] };
	if (type === 'array') {
		const elements = values.filter(Array.isArray).flat() as unknown[];
		return { type, items: elements.length > 0 ? schemaOf(elements) : {} };
	}
	if (type !== 'object' || keyedByData.has(name)) return { type };
	const records = values.filter(isRecord);
	const keys = new Set(records.flatMap((record) => Object.keys(record)));
	return {
		type,
		properties: Object.fromEntries(
			[...keys].map((key) => [
				key,
				schemaOf(
					records.filter((record) => Object.hasOwn(record, key)).map((record) => record[key]),
					key,
				),
			]),
		),
	};
}

/** Where a schema says no more than null: fields that no sample has filled, as paths. */
export function unfilled(schema: Schema, path = ''): string[] {
	if (schema.type === 'null') return [path];
	const { properties = {}, items } = schema;
	return [
		...Object.entries(properties).flatMap(([key, each]) =>
			unfilled(each, path === '' ? key : `${path}.${key}`),
		),
		...(isSchema(items) ? unfilled(items, `${path}[]`) : []),
	];
}

function typeOf(value: unknown): SchemaType {
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return 'array';
	const type = typeof value;
	return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeOf(value) === 'object';
}

function isSchema(items: Schema['items']): items is Schema {
	return items !== undefined && 'type' in items;
}
