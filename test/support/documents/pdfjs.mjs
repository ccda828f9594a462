/**
 * Text by pdf.js, as an oracle: takes the names of PDFs and gives, as JSON, each one's text without
 * blanks, in the order of the file. A process of its own, because it is an ES module that looks at
 * the whole of its surroundings.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function textOf(file) {
	const document = await getDocument({
		data: new Uint8Array(readFileSync(file)),
		cMapUrl: join(folder, 'cmaps/'),
		cMapPacked: true,
		standardFontDataUrl: join(folder, 'standard_fonts/'),
		verbosity: VerbosityLevel.ERRORS,
	}).promise;
	let text = '';
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const { items } = await page.getTextContent();
		text += items.map(({ str }) => str).join('');
	}
	return text.replace(/\s/g, '');
}

const texts = [];
for (const file of process.argv.slice(2)) texts.push(await textOf(file));
process.stdout.write(JSON.stringify(texts));
