/** What the documents point to is there, and what the code says of them stands in them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import manifest from '../../../package.json';
import { root } from '../../../tools/n8n/paths';

/** Files of the repository, those not yet committed included. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
	cwd: root,
	encoding: 'utf8',
})
	.split('\n')
	.filter((file) => file && existsSync(join(root, file)));
const documents = files.filter((file) => /\.(md|yml)$/.test(file));
const code = files.filter((file) => /\.(ts|js|mjs)$/.test(file));

test.each(documents.filter((file) => file.endsWith('.md')))(
	'%s links to files and sections that are there',
	(file) => {
		const broken = linksOf(read(file)).filter((link) => !leadsSomewhere(file, link));
		expect(broken).toEqual([]);
	},
);

test('comments and tables cite documents and sections of the repository', () => {
	const broken = code.flatMap((file) =>
		citationsOf(read(file))
			.filter(({ document, section }) => !isThere(document, section))
			.map(({ document, section }) => `${file}: ${document}, "${section ?? ''}"`),
	);
	expect(broken).toEqual([]);
});

test('the architecture names files and folders that are there', () => {
	const named = [
		...read('docs/architecture.md').matchAll(/`((?:src|nodes|tools|test|docs)\/[^`*<]*)`/g),
	];
	expect(named.length).toBeGreaterThan(10);
	expect(
		named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path))),
	).toEqual([]);
});

test('who names the repository names the one of package.json', () => {
	const home = /https:\/\/github\.com\/[\w.-]+\/n8n-nodes-juhe(?![\w-])/g;
	const others = files.flatMap((file) =>
		[...read(file).matchAll(home)]
			.filter(([url]) => url !== manifest.homepage.replace(/#.*/, ''))
			.map(([url]) => `${file}: ${url}`),
	);
	expect(others).toEqual([]);
});

test('the README can be read in two minutes', () => {
	expect(read('README.md').split(/\s+/).length).toBeLessThan(1_200);
});

test('both READMEs show the same pictures, and none lies about unused', () => {
	const [english, chinese] = ['README.md', 'docs/README.zh-CN.md'].map((file) => picturesOf(file));
	expect(english).toEqual(expect.arrayContaining(chinese ?? []));
	const used = new Set(documents.flatMap((file) => picturesOf(file)));
	const unused = files.filter((file) => file.startsWith('docs/pictures/') && !used.has(file));
	expect(unused).toEqual([]);
});

function read(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

/** Targets of links and pictures within the repository. */
function linksOf(text: string): string[] {
	const plain = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
	return [...plain.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target = '']) => target)
		.filter((target) => !/^[a-z]+:/.test(target));
}

function picturesOf(file: string): string[] {
	return linksOf(read(file))
		.filter((link) => /\.(png|svg)$/.test(link))
		.map((link) => normalize(join(dirname(file), link)));
}

function leadsSomewhere(file: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? file : normalize(join(dirname(file), path));
	if (!existsSync(join(root, target))) return false;
	return anchor === undefined || headingsOf(target).map(slugOf).includes(anchor);
}

/** `docs/juhe-api.md, "Create"`, over the end of a line of a comment too. */
function citationsOf(text: string): Array<{ document: string; section: string | undefined }> {
	const oneLine = text.replace(/\n\s*(\*|\/\/) /g, ' ');
	return (
		[...oneLine.matchAll(/(?<![\w$}./-])((?:[\w-]+\/)*[\w.-]+\.md)\b(?:, ["“]([^"”]+)["”])?/g)]
			.map(([, document = '', section]) => ({ document, section }))
			// Made by the build, or of packages that are bundled.
			.filter(({ document }) => !/^(dist\/|LICENSE)/.test(document))
	);
}

function isThere(cited: string, section: string | undefined): boolean {
	// What is written into `docs/` names its neighbours.
	const document = [cited, `docs/${cited}`].find((path) => existsSync(join(root, path)));
	if (document === undefined) return false;
	return section === undefined || headingsOf(document).includes(section);
}

function headingsOf(document: string): string[] {
	return [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
}

/** As GitHub makes anchors of headings. */
function slugOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} -]/gu, '')
		.replace(/ /g, '-');
}
