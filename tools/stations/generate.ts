import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The published table of stations, made from the tables beside this file. */

export const tablePath = resolve(__dirname, '../../src/stations/table.ts');

interface Place {
	name: string;
	pinyin: string;
	initials: string;
}

/** A table with tabs: comments, a line of names, then a row a line. */
function readTable(file: string): Array<Record<string, string>> {
	const lines = readFileSync(join(__dirname, file), 'utf8').split('\n');
	const [header = '', ...rows] = lines.filter((line) => line !== '' && !line.startsWith('#'));
	const columns = header.split('\t');
	return rows.map((row) => {
		const values = row.split('\t');
		if (values.length !== columns.length || values.some((value) => !/^[^\s|]+$/.test(value)))
			throw new Error(`${file}: “${row}” is no row of ${columns.join(', ')}`);
		return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']));
	});
}

/** What the first line of the table says of its age. */
function asOf(): string {
	const [comment = ''] = readFileSync(join(__dirname, 'stations.tsv'), 'utf8').split('\n');
	const age = /as it stood in (\w+ \d{4})/.exec(comment)?.[1];
	if (!age) throw new Error('stations.tsv does not say its age in its first line');
	return age;
}

const words = ({ name, pinyin, initials }: Place): string => `${name} ${pinyin} ${initials}`;

/** A line a city: the city itself, then its stations. */
function lines(): string[] {
	const stations = readTable('stations.tsv').map(
		({ station: name = '', pinyin = '', initials = '', city = '' }) => ({
			name,
			pinyin,
			initials,
			city,
		}),
	);
	const cities = readTable('cities.tsv').map(
		({ city: name = '', pinyin = '', initials = '' }): Place => ({ name, pinyin, initials }),
	);
	return [...new Set(stations.map(({ city }) => city))].map((cityName) => {
		const city = [...stations, ...cities].find(({ name }) => name === cityName);
		if (!city) throw new Error(`cities.tsv lacks ${cityName}, which has no station of its name`);
		const own = stations.filter((station) => station.city === cityName);
		return [city, ...own].map(words).join('|');
	});
}

/** The text of src/stations/table.ts. */
export function generatedFile(): string {
	return `/** Made by \`npm run stations\` from tools/stations: change those tables, not this file. */

/** When the railway's list stood like this. */
export const asOf = '${asOf()}';

/** A line a city, then \`|\` and its stations: each with its name, its pinyin, its initials. */
export const table = \`
${lines().join('\n')}
\`;
`;
}
