import type { JuheClient, Patience } from '../client';
import { orJuheError } from '../client';
import { flightInvoiceOcrEndpoints } from '../endpoints';
import { JuheError } from '../errors';

/**
 * A recognition is sent once by the client: the recognizer decides what is sent again, since it
 * may cost money.
 */
export const recognitionPatience: Patience = { attempts: 1, timeoutMilliseconds: 60_000 };

/**
 * Why a picture is sent again. `busy`: Juhe asks for fewer requests; `refused`: it never arrived;
 * `lost`: no proper answer.
 */
type Trouble = 'busy' | 'refused' | 'lost';

/**
 * How often a picture is sent again at most. Whether a lost answer was charged is documented
 * nowhere: once.
 */
const mostRepeats: Record<Trouble, number> = { busy: 5, refused: 3, lost: 1 };

/** 10011: too many requests from this address; 252602: busy. */
const busyCodes: ReadonlyArray<number | null> = [10011, 252602];

const firstPauseMilliseconds = { busy: 1000, refused: 500, lost: 500 } as const;
const longestPauseMilliseconds = 8000;
/** So many answers in a row let one more call be in flight. */
const answersToRecover = 5;
/**
 * So many pictures in a row without an answer, or so many pauses (more than one picture has), and
 * the rest is not sent.
 */
const mostGivenUpInARow = 3;
const mostPausesInARow = 8;

/**
 * Juhe's recognition for many pictures: at most `concurrency` calls in flight. When Juhe asks for
 * fewer requests it halves them and waits, and recovers by and by. An error that every other
 * picture would get too (quota used up, key refused, API withdrawn; Juhe stays busy or silent)
 * stops new calls: the rest get the same error, unsent.
 */
export class Recognizer {
	private allowed: number;
	private inFlight = 0;
	/** Calls that wait for their turn. */
	private readonly waiting: Array<() => void> = [];
	/** While Juhe is left alone. */
	private pausing = false;
	private pausesInARow = 0;
	private answersInARow = 0;
	private givenUpInARow = 0;
	private stoppedBy: JuheError | null = null;

	/** @param client sends each call once (`recognitionPatience`) */
	constructor(
		private readonly client: JuheClient,
		private readonly concurrency: number,
	) {
		this.allowed = concurrency;
	}

	/**
	 * Juhe's `result` for one picture. Its base64 lives only as long as a call.
	 * @throws JuheError; whatever the client throws where the execution is stopped
	 */
	async recognize(picture: Uint8Array): Promise<unknown> {
		const repeats: Record<Trouble, number> = { busy: 0, refused: 0, lost: 0 };
		let lastError: JuheError | null = null;
		for (;;) {
			const answer = await this.send(picture, lastError);
			if (!(answer instanceof JuheError)) return answer;
			lastError = answer;
			const trouble = troubleOf(answer);
			if (trouble === null) throw answer;
			repeats[trouble]++;
			if (repeats[trouble] > mostRepeats[trouble]) throw this.giveUp(answer);
			if (trouble !== 'busy') await this.client.sleep(pauseBefore(trouble, repeats[trouble]));
		}
	}

	/**
	 * Juhe's `result`, or its JuheError as a value. @throws JuheError where no more calls are made
	 */
	private async send(picture: Uint8Array, lastError: JuheError | null): Promise<unknown> {
		await this.turn(lastError !== null);
		try {
			if (this.stoppedBy) throw lastError ?? this.stoppedBy.with({ charged: false });
			const form = { ImageBase64: toBase64(picture) };
			const result = await orJuheError(
				this.client.call(flightInvoiceOcrEndpoints.recognize.path, form),
			);
			if (result instanceof JuheError) this.noteError(result);
			else this.noteAnswer();
			return result;
		} finally {
			this.inFlight--;
			this.admit();
		}
	}

	/** @param again whoever is sent again goes first, so that nobody is refused for ever */
	private async turn(again: boolean): Promise<void> {
		await new Promise<void>((resolve) => {
			if (again) this.waiting.unshift(resolve);
			else this.waiting.push(resolve);
			this.admit();
		});
	}

	private admit(): void {
		while (!this.pausing && this.inFlight < this.allowed) {
			const next = this.waiting.shift();
			if (!next) return;
			this.inFlight++;
			next();
		}
	}

	private noteAnswer(): void {
		this.pausesInARow = 0;
		this.givenUpInARow = 0;
		this.answersInARow++;
		if (this.answersInARow % answersToRecover === 0)
			this.allowed = Math.min(this.concurrency, this.allowed + 1);
	}

	private noteError(error: JuheError): void {
		if (concernsEveryPicture(error)) this.stoppedBy ??= error;
		else if (troubleOf(error) === 'busy') this.slowDown(error);
		else if (!error.retryable) this.noteAnswer();
	}

	/** Once for all the calls that were in flight together. */
	private slowDown(error: JuheError): void {
		if (this.pausing) return;
		if (this.pausesInARow === mostPausesInARow) {
			this.stoppedBy ??= error;
			return;
		}
		this.answersInARow = 0;
		this.pausesInARow++;
		this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		this.pausing = true;
		const resume = () => {
			this.pausing = false;
			this.admit();
		};
		// An execution that is stopped ends the pause early: the client then refuses every call.
		this.client.sleep(pauseBefore('busy', this.pausesInARow)).then(resume, resume);
	}

	private giveUp(error: JuheError): JuheError {
		this.givenUpInARow++;
		if (this.givenUpInARow >= mostGivenUpInARow) this.stoppedBy ??= error;
		return error;
	}
}

function troubleOf(error: JuheError): Trouble | null {
	if (busyCodes.includes(error.code)) return 'busy';
	if (!error.retryable) return null;
	return error.charged === false ? 'refused' : 'lost';
}

/** Juhe's word about the key or the API, not about the picture. */
function concernsEveryPicture({ code, errorClass }: JuheError): boolean {
	if (code === null) return errorClass === 'credential' || errorClass === 'notFound';
	return ['credential', 'quota', 'configuration'].includes(errorClass);
}

/** Growing and jittered. */
function pauseBefore(trouble: Trouble, repeat: number): number {
	const pause = firstPauseMilliseconds[trouble] * 2 ** (repeat - 1);
	return Math.min(longestPauseMilliseconds, pause) * (1 + Math.random() / 2);
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
	return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
