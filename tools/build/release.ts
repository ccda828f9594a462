/**
 * Version, tag and changelog agree, and package.json says whose package it is. `npm version …` runs
 * this: with `--ready` before the version changes, without arguments after that, when the
 * changelog's unreleased part gets the version and the day. `--check TAG` runs before anything is
 * published. Ends with an error where something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';

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

/** Where package.json says whose package it is. */
interface Identity {
	author: { name: string; email: string };
	homepage: string;
	repository: { url: string };
	bugs: string;
}

/**
 * What a maintainer has still to fill in in package.json: n8n compares the author with npm's, npm
 * the repository with the one that publishes.
 * @param publishedFrom `owner/name` on GitHub, where that is known
 */
export function identityProblems(
	{ author, homepage, repository, bugs }: Identity,
	publishedFrom?: string,
): string[] {
	const home = /^git\+(https:\/\/github\.com\/([\w.-]+\/[\w.-]+))\.git$/.exec(repository.url);
	const [, page = '', name = ''] = home ?? [];
	return [
		...(/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(author.email) && !author.email.endsWith('.example')
			? []
			: [`author.email in package.json is nobody's: ${author.email}`]),
		...(home
			? []
			: [`repository.url in package.json is not git+https://github.com/….git: ${repository.url}`]),
		...Object.entries({ homepage, bugs })
			.filter(([, url]) => !home || !/^[#/]|^$/.test(url.replace(page, '')))
			.map(([field, url]) => `${field} in package.json is not in its repository: ${url}`),
		...(publishedFrom === undefined || publishedFrom === name
			? []
			: [`This is published from ${publishedFrom}, but package.json says ${name}.`]),
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
	if (mode === undefined) {
		const day = new Date().toISOString().slice(0, 10);
		writeFileSync(path, released(changelog, manifest.version, day));
		return;
	}
	const problems = [
		...(mode === '--check' ? releaseProblems(tag ?? '', manifest.version, changelog) : []),
		...identityProblems(manifest, process.env.GITHUB_REPOSITORY),
	];
	if (problems.length > 0) throw new Error(problems.join('\n'));
}

if (require.main === module) main(process.argv.slice(2));
