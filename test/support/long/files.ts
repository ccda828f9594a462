/** The files that a day brings, in a mix that a travel desk might see. */
import {
	digitalOfd,
	digitalPdf,
	digitalXml,
	drawSpecimen,
	otherPdf,
	scannedPdf,
	specimens,
	trainPdf,
	trainZip,
} from '../../../tools/sandbox/specimens';
import { photos } from '../files/photos';
import { generator, shuffled } from '../storm/plan';

export interface DayFile {
	name: string;
	bytes: Uint8Array<ArrayBuffer>;
	/** What the workflow must tell of it. */
	is: 'invoice' | 'refused';
}

type Source = () => Buffer | Promise<Buffer>;

const drawn = (name: string, kind: 'png' | 'jpeg' | 'bmp'): Source => {
	const specimen = specimens.find((each) => each.name === name);
	if (!specimen) throw new RangeError(`There is no specimen ${name}`);
	return async () => await drawSpecimen(specimen, kind);
};

/** How many of a hundred files are such, and what becomes of them. */
const kinds: Array<[string, number, DayFile['is'], Source]> = [
	['one-leg.jpg', 28, 'invoice', drawn('one-leg', 'jpeg')],
	['two-legs.png', 10, 'invoice', drawn('two-legs', 'png')],
	['infant.bmp', 4, 'invoice', drawn('infant', 'bmp')],
	['photo.jpg', 4, 'invoice', photo('5 MP, quality 85')],
	['upright-photo.jpg', 2, 'invoice', photo('8 MP, quality 95, more than 4 MB, held upright')],
	['flight.pdf', 14, 'invoice', digitalPdf],
	['flight.ofd', 6, 'invoice', digitalOfd],
	['flight.xml', 8, 'invoice', digitalXml],
	['scan.pdf', 4, 'invoice', async () => scannedPdf(await drawn('infant', 'jpeg')(), 1200, 900)],
	['train.pdf', 8, 'invoice', trainPdf],
	['train.zip', 6, 'invoice', trainZip],
	['report.pdf', 3, 'refused', otherPdf],
	['note.txt', 3, 'refused', () => Buffer.from('CA1501 北京 → 上海')],
];

function photo(name: string): Source {
	const source = photos[name];
	if (!source) throw new RangeError(`There is no photo ${name}`);
	return source;
}

/** A hundred files, mixed. The same kind is always the same bytes. */
export async function hundredFiles(): Promise<DayFile[]> {
	const files: DayFile[] = [];
	for (const [name, count, is, source] of kinds) {
		const file = { name, is, bytes: new Uint8Array(await source()) };
		files.push(...Array<DayFile>(count).fill(file));
	}
	return shuffled(files, generator(1));
}
