import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const stations = resolve(__dirname, '../../src/stations');

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
	const rows = readTable('stations.tsv').map(
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
	return [...new Set(rows.map(({ city }) => city))].map((cityName) => {
		const city = [...rows, ...cities].find(({ name }) => name === cityName);
		if (!city) throw new Error(`cities.tsv lacks ${cityName}, which has no station of its name`);
		const own = rows.filter((station) => station.city === cityName);
		return [city, ...own].map(words).join('|');
	});
}

const intro =
	'/** Made by `npm run stations` from tools/stations: change those tables, not this file. */\n';

/**
 * What is published of the tables: each file's path and text. The age alone is small, and needed
 * always.
 */
export function generatedFiles(): Map<string, string> {
	return new Map([
		[join(stations, 'asOf.ts'), ageFile()],
		[join(stations, 'table.ts'), tableFile()],
	]);
}

function ageFile(): string {
	return `${intro}
/** When the railway's list of stations stood as it is here. */
export const asOf = '${asOf()}';
`;
}

function tableFile(): string {
	return `${intro}
/** A line a city, then \`|\` and its stations: each with its name, its pinyin, its initials. */
export const table = \`
${lines().join('\n')}
\`;
`;
}
