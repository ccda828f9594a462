/**
 * Version, tag and changelog agree. `npm version …` runs this without arguments: the changelog's
 * unreleased part gets the version and the day. `--check TAG` ends with an error unless the three
 * agree; it runs before anything is published.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';

const unreleased = /^## .*\(unreleased\)$/m;

/** What keeps a tag from being published; nothing where all agree. */
export function releaseProblems(tag: string, packageVersion: string, changelog: string): string[] {
	const heading = new RegExp(
		`^## ${packageVersion.replaceAll('.', '\\.')} \\(\\d{4}-\\d\\d-\\d\\d\\)$`,
		'm',
	);
	return [
		...(tag === packageVersion
			? []
			: [`The tag is ${tag}, but package.json says ${packageVersion}.`]),
		...(heading.test(changelog)
			? []
			: [`CHANGELOG.md has no heading "## ${packageVersion} (year-month-day)".`]),
	];
}

/** The changelog with its unreleased part under a version and a day. */
export function released(changelog: string, newVersion: string, day: string): string {
	if (!unreleased.test(changelog))
		throw new Error('CHANGELOG.md has no part "(unreleased)": say first what is new.');
	return changelog.replace(unreleased, `## ${newVersion} (${day})`);
}

function main([mode, tag]: string[]): void {
	const path = join(__dirname, '..', '..', 'CHANGELOG.md');
	const changelog = readFileSync(path, 'utf8');
	if (mode !== '--check') {
		writeFileSync(path, released(changelog, version, new Date().toISOString().slice(0, 10)));
		return;
	}
	const problems = releaseProblems(tag ?? '', version, changelog);
	if (problems.length > 0) throw new Error(problems.join('\n'));
}

if (require.main === module) main(process.argv.slice(2));
