import type { INodeExecutionData } from 'n8n-workflow';

import { Recognizer, recognitionPatience } from '../../src/juhe/flightInvoiceOcr/recognize';
import { FileFailure } from '../../src/lib/fileFailure';
import { maskText } from '../../src/lib/personalData';
import { toInvoice } from '../../src/receipts/toInvoice';
import { toNodeError } from '../shared/errors';
import { connectToJuhe } from '../shared/juheApi';
import { addHints, cancelSignalOf, tellWatcher } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';
import { failureOf } from './failures';
import { remembering } from './recognitionMemory';
import type { Recognize } from './recognitionMemory';
import { openFile } from './openFile';
import type { Opened } from './openFile';
import type { Outcome, Task } from './outcome';
import { hintsOf, itemsOf } from './output';
import { recognizePicture } from './recognizePicture';
import { alreadyRead, skipRepeats } from './repeats';
import type { Settings } from './settings';
import { readSettings } from './settings';
import type { SourceFile } from './sources';
import { filesOf } from './sources';

interface FileTask extends Task {
	file: SourceFile;
	/** Whether it was opened before: then a picture that may be an itinerary. */
	isPicture?: boolean;
	/** The ZIP that holds it, if that was named outright. */
	namedArchive?: SourceFile;
}

/** The files of one input item; those in a ZIP stand in its place once it is opened. */
interface Item {
	itemIndex: number;
	/** Null where its parameters cannot work. */
	settings: Settings | null;
	tasks: Array<Task | FileTask>;
	/** What is held in memory of its archives is let go so. */
	releases: Array<() => void>;
}

interface ReadableItem extends Item {
	settings: Settings;
}

/**
 * Reads the files of all items, `concurrency` at a time, each loaded only when its turn comes.
 * Gives an item an invoice, in input order, paired with its input item.
 */
export async function recognizeItems(this: ExecuteContext): Promise<INodeExecutionData[][]> {
	const items = this.getInputData().map((_, itemIndex) => itemOf(this, itemIndex));
	const tasks = await new Batch(this, items).run();
	addHints(this, ...hintsOf(tasks));
	return [itemsOf(tasks, items.length)];
}

class Batch {
	private readonly goesOn: boolean;
	private readonly signal: AbortSignal | undefined;
	private readonly recognize: Recognize;
	private readonly concurrency: number;
	private done = 0;
	private hasFailed = false;

	constructor(
		private readonly context: ExecuteContext,
		private readonly items: Item[],
	) {
		this.goesOn = context.continueOnFail();
		this.signal = cancelSignalOf(context);
		this.concurrency = items.find(isReadable)?.settings.concurrency ?? 1;
		this.recognize = remembering(context, lazyRecognizer(context, this.concurrency));
	}

	/**
	 * The tasks of all items with what became of them. @throws NodeApiError, NodeOperationError
	 * for what stops the node
	 */
	async run(): Promise<Task[]> {
		// What is known to fail fails before anything is spent.
		this.throwFirstFailure();
		const readable = this.items.filter(isReadable);
		// Documents first, so that no picture is paid for whose invoice one of them holds. A file
		// that comes alone waits for nothing and is loaded once.
		const several = readable.filter(({ tasks }) => tasks.length > 1);
		await this.inParallel(several, async (item) => {
			await this.openAll(item, item.tasks);
			release(item);
		});
		this.throwFirstFailure();
		const open = readable.flatMap((item) => openTasks(item).map((task) => ({ item, task })));
		await this.inParallel(open, async ({ item, task }) => {
			await this.read(item, task);
			release(item);
			this.done++;
			if (this.done % 10 === 0 && this.done < open.length)
				tellWatcher(this.context, `${this.done} of ${open.length} files done`);
		});
		readable.forEach((item) => finish(item));
		// n8n records a stop as “canceled” only if the node does not throw.
		if (!this.signal?.aborted) this.throwFirstFailure();
		return this.tasks;
	}

	private get tasks(): Task[] {
		return this.items.flatMap(({ tasks }) => tasks);
	}

	/** Reads all but the pictures, which stay open. */
	private async openAll(item: ReadableItem, tasks: Item['tasks']): Promise<void> {
		for (const task of tasks.filter(isOpen)) {
			if (!this.mayGoOn()) return;
			await this.attempt(task, async () => {
				const opened = await openFile(task.file);
				if (opened.kind === 'picture') task.isPicture = true;
				else await this.settle(item, task, opened);
			});
		}
	}

	/** Reads a file, whatever it is. */
	private async read(item: ReadableItem, task: FileTask): Promise<void> {
		const reason = item.settings.keepDuplicates ? null : alreadyRead(task.fileName, item.tasks);
		if (reason !== null) {
			task.outcome = { kind: 'skipped', reason, isRepeat: true };
			return;
		}
		await this.attempt(task, async () => {
			const { file, isPicture } = task;
			// What a wildcard asks of a picture takes its time, and was asked.
			const opened = await openFile(isPicture ? { ...file, underWildcard: false } : file);
			if (opened.kind === 'picture') {
				task.outcome = await recognizePicture(opened.picture, file, item.settings, this.recognize);
				return;
			}
			await this.settle(item, task, opened);
			for (const each of openTasks(item)) if (this.mayGoOn()) await this.read(item, each);
		});
	}

	private async settle(
		item: ReadableItem,
		task: FileTask,
		opened: Exclude<Opened, { kind: 'picture' }>,
	): Promise<void> {
		if (opened.kind !== 'files') {
			task.outcome = outcomeOf(opened, task, item.settings);
			return;
		}
		const inside = opened.files.map((file) => taskIn(task, asShown(file, item.settings)));
		item.tasks.splice(item.tasks.indexOf(task), 1, ...inside);
		item.releases.push(opened.release);
		await this.openAll(item, inside);
	}

	private async attempt(task: FileTask, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (this.signal?.aborted) return;
			task.outcome = failureOf(task.file, error, this.goesOn);
			this.hasFailed ||= hasFailed(task);
		}
	}

	private mayGoOn(): boolean {
		return !this.signal?.aborted && (this.goesOn || !this.hasFailed);
	}

	/**
	 * Works through a list from its beginning, so many at a time, for as long as it may; what has
	 * begun is finished.
	 */
	private async inParallel<T>(list: T[], work: (one: T) => Promise<void>): Promise<void> {
		const remaining = list.values();
		const worker = async () => {
			for (const one of remaining) {
				if (!this.mayGoOn()) return;
				await work(one);
			}
		};
		await Promise.all(Array.from({ length: this.concurrency }, worker));
	}

	/**
	 * An error discards what was read before it, and that may have cost money: said in the error.
	 */
	private throwFirstFailure(): void {
		const first = this.goesOn ? undefined : this.tasks.find(hasFailed);
		if (first?.outcome?.kind !== 'failed') return;
		const read = this.tasks.filter(({ outcome }) => outcome && isByJuhe(outcome)).length;
		throw toNodeError(
			this.context.getNode(),
			first.outcome.error,
			first.itemIndex,
			read === 0
				? ''
				: `Juhe had read ${read} ${read === 1 ? 'picture' : 'pictures'} of this run, which are lost now that the node stops: set “On Error” in the node’s settings to “Continue (using error output)” to keep what can be read.`,
		);
	}
}

/** The files of one item; parameters that cannot work make a task that has failed. */
function itemOf(context: ExecuteContext, itemIndex: number): Item {
	try {
		const settings = readSettings(context, itemIndex);
		const tasks = filesOf(context, itemIndex, settings).map((found): Task | FileTask => {
			if ('reason' in found) {
				const { property, fileName, reason } = found;
				return { itemIndex, property, fileName, outcome: { kind: 'skipped', reason } };
			}
			if ('error' in found) {
				const { property, fileName, error } = found;
				return { itemIndex, property, fileName, outcome: { kind: 'failed', error } };
			}
			const file = asShown(found, settings);
			return { itemIndex, property: file.property, fileName: file.fileName, file };
		});
		return { itemIndex, settings, tasks, releases: [] };
	} catch (error) {
		const task: Task = {
			itemIndex,
			property: null,
			fileName: null,
			outcome: { kind: 'failed', error },
		};
		return { itemIndex, settings: null, tasks: [task], releases: [] };
	}
}

/** People name files after themselves, and their numbers; what is shown of a file begins with its name. */
function asShown(file: SourceFile, { maskPersonalData }: Settings): SourceFile {
	const { fileName } = file;
	return maskPersonalData && fileName !== null ? { ...file, fileName: maskText(fileName) } : file;
}

function taskIn(archive: FileTask, file: SourceFile): FileTask {
	const { itemIndex, property } = archive;
	const namedArchive =
		archive.namedArchive ?? (archive.file.underWildcard ? undefined : archive.file);
	return {
		itemIndex,
		property,
		fileName: file.fileName,
		file,
		...(namedArchive ? { namedArchive } : {}),
	};
}

const isReadable = (item: Item): item is ReadableItem => item.settings !== null;
const isOpen = (task: Task | FileTask): task is FileTask => 'file' in task && !task.outcome;
const openTasks = ({ tasks }: Item): FileTask[] => tasks.filter(isOpen);
function release({ releases }: Item): void {
	for (const each of releases.splice(0)) each();
}

const hasFailed = ({ outcome }: Task): boolean => outcome?.kind === 'failed';

function outcomeOf(
	opened: Extract<Opened, { kind: 'receipt' | 'skipped' }>,
	{ property, fileName }: Task,
	settings: Settings,
): Outcome {
	if (opened.kind === 'skipped') return opened;
	const { content, bytes, mimeType } = opened;
	return {
		kind: 'invoice',
		invoice: toInvoice(content, settings),
		source: {
			property,
			fileName,
			mimeType,
			width: null,
			height: null,
			bytes,
			changes: [],
			recognizedBy: 'file',
			readFrom: content.readFrom,
		},
		raw: null,
		settings,
	};
}

/** Looks at the files of an item together, once all of them are read. */
function finish(item: ReadableItem): void {
	const { tasks, settings } = item;
	if (!settings.keepDuplicates) skipRepeats(tasks);
	for (const task of tasks) {
		// Whose invoice another file gave is missed by nobody.
		if (!('file' in task) || !task.file.underWildcard || task.outcome?.kind !== 'failed') continue;
		const reason = alreadyRead(task.fileName, tasks);
		if (reason === null) continue;
		const { error } = task.outcome;
		const what = error instanceof Error ? `${error.message}. ` : '';
		task.outcome = { kind: 'skipped', reason: `${what}${reason}`, isRepeat: true };
	}
	for (const archive of new Set(tasks.flatMap(namedArchiveOf))) {
		const inside = tasks.filter((task) => namedArchiveOf(task)[0] === archive);
		const reasons = inside.flatMap(({ outcome, fileName }) =>
			outcome?.kind === 'skipped' && !outcome.isRepeat
				? [`“${fileName ?? ''}”: ${outcome.reason}`]
				: [],
		);
		if (reasons.length < inside.length) continue;
		const failure = new FileFailure(
			'archiveWithoutReceipts',
			'Nothing in this ZIP is a receipt that can be read',
			reasons.slice(0, 3).join(' '),
		);
		const { itemIndex } = item;
		const { property, fileName } = archive;
		const outcome = failureOf(archive, failure, true);
		tasks.splice(0, tasks.length, ...tasks.filter((task) => !inside.includes(task)), {
			itemIndex,
			property,
			fileName,
			outcome,
		});
	}
}

const namedArchiveOf = (task: Task | FileTask): SourceFile[] =>
	'namedArchive' in task && task.namedArchive ? [task.namedArchive] : [];

/**
 * Juhe is connected to when the first picture needs it: digital invoices are read without a key.
 */
function lazyRecognizer(context: ExecuteContext, concurrency: number): Recognize {
	let connecting: Promise<Recognizer> | undefined;
	const connect = async () => {
		const { client } = await connectToJuhe(context, 'flightInvoiceOcr', 0, recognitionPatience);
		return new Recognizer(client, concurrency);
	};
	return async (picture) => await (await (connecting ??= connect())).recognize(picture);
}

const isByJuhe = (outcome: Outcome): boolean =>
	outcome.kind === 'raw' || (outcome.kind === 'invoice' && outcome.source.recognizedBy === 'juhe');
