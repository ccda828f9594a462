import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Recognizer, recognitionPatience } from '../../src/juhe/flightInvoiceOcr/recognize';
import { toNodeError } from '../shared/errors';
import { connectToJuhe } from '../shared/juheApi';
import { failureOf } from './failures';
import { remembering } from './memory';
import { hintsOf, itemsOf } from './output';
import type { Outcome, Task } from './outcome';
import { readFile } from './readFile';
import type { Settings } from './settings';
import { readSettings } from './settings';
import type { SourceFile } from './sources';
import { filesOf } from './sources';

interface OpenTask extends Task {
	file: SourceFile;
	settings: Settings;
}

/**
 * Reads the files of all items through one queue, `concurrency` at a time, each loaded only when its turn comes. Gives an
 * item a file, in input order, paired with its input item.
 */
export async function recognizeItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const goesOn = this.continueOnFail();
	const signal = this.getExecutionCancelSignal();
	const tasks = this.getInputData().flatMap((_, itemIndex) => tasksOf(this, itemIndex));
	// What is known to fail fails before anything is spent.
	if (!goesOn) throwFirstFailure(this, tasks);

	const open = tasks.filter(isOpen);
	const concurrency = open[0]?.settings.concurrency ?? 1;
	const recognize = remembering(this, lazyRecognizer(this, concurrency));
	const mayGoOn = () => !signal?.aborted && (goesOn || !tasks.some(hasFailed));
	let done = 0;
	await inParallel(open, concurrency, mayGoOn, async (task) => {
		try {
			task.outcome = await readFile(task.file, task.settings, recognize);
		} catch (error) {
			if (signal?.aborted) return;
			task.outcome = failureOf(task.file, error, goesOn);
		}
		done++;
		if (done % 10 === 0 && done < open.length)
			this.sendMessageToUI(`${done} of ${open.length} files done`);
	});

	// n8n records a stop as “canceled” only if the node does not throw.
	if (!goesOn && !signal?.aborted) throwFirstFailure(this, tasks);
	this.addExecutionHints(...hintsOf(tasks));
	return [itemsOf(tasks, this.getInputData().length)];
}

/** The tasks of one item; parameters that cannot work make one that has failed. */
function tasksOf(context: IExecuteFunctions, itemIndex: number): Array<Task | OpenTask> {
	try {
		const settings = readSettings(context, itemIndex);
		return filesOf(context, itemIndex, settings).map((file) => {
			const { property, fileName } = file;
			return 'error' in file
				? failed({ itemIndex, property, fileName }, file.error)
				: { itemIndex, property, fileName, file, settings };
		});
	} catch (error) {
		return [failed({ itemIndex, property: null, fileName: null }, error)];
	}
}

function failed(task: Task, error: unknown): Task {
	return { ...task, outcome: { kind: 'failed', error } };
}

const isOpen = (task: Task | OpenTask): task is OpenTask => 'file' in task;
const hasFailed = ({ outcome }: Task): boolean => outcome?.kind === 'failed';

/** Juhe is connected to when the first picture needs it: digital itineraries are read without a key. */
function lazyRecognizer(
	context: IExecuteFunctions,
	concurrency: number,
): (picture: Uint8Array) => Promise<unknown> {
	let connecting: Promise<Recognizer> | undefined;
	const connect = async () => {
		const { client } = await connectToJuhe(context, 'flightInvoiceOcr', 0, recognitionPatience);
		return new Recognizer(client, concurrency);
	};
	return async (picture) => await (await (connecting ??= connect())).recognize(picture);
}

/** Works through a list from its beginning, so many at a time, for as long as it may; what has begun is finished. */
async function inParallel<T>(
	list: T[],
	concurrency: number,
	mayGoOn: () => boolean,
	work: (one: T) => Promise<void>,
): Promise<void> {
	const remaining = list.values();
	const worker = async () => {
		for (const one of remaining) {
			if (!mayGoOn()) return;
			await work(one);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
}

/** An error discards what was read before it, and that may have cost money: said in the error. */
function throwFirstFailure(context: IExecuteFunctions, tasks: Task[]): void {
	const first = tasks.find(hasFailed);
	if (first?.outcome?.kind !== 'failed') return;
	const read = tasks.filter(({ outcome }) => outcome && isByJuhe(outcome)).length;
	throw toNodeError(
		context.getNode(),
		first.outcome.error,
		first.itemIndex,
		read === 0
			? ''
			: `Juhe had read ${read} ${read === 1 ? 'picture' : 'pictures'} of this run, which this error discards: set “On Error” in the node’s settings to “Continue (using error output)” to keep what can be read.`,
	);
}

const isByJuhe = (outcome: Outcome): boolean =>
	outcome.kind === 'raw' || (outcome.kind === 'invoice' && outcome.source.recognizedBy === 'juhe');
