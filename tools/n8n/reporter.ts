/**
 * Says what is going on, and that something is: on a terminal one line rewritten each second, else
 * a line now and then.
 */
export class Reporter {
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

	/** One line, or several. */
	line(text = ''): void {
		this.out.write(`${text}\n`);
	}

	/**
	 * Shows `label` while `work` goes on, with the seconds and whatever `detail` says, and how long
	 * it took in the end.
	 */
	async during<T>(
		label: string,
		work: () => Promise<T>,
		detail: () => string = () => '',
	): Promise<T> {
		const start = Date.now();
		const text = () => {
			const more = detail();
			return `  ${label} … ${Math.round((Date.now() - start) / 1000)} s${more ? `, ${more}` : ''}`;
		};
		const rewrite = () => this.out.write(`\r\x1b[2K${text()}`);
		if (this.out.isTTY) rewrite();
		// What was going on before has been given up.
		clearInterval(this.timer);
		this.timer = this.out.isTTY
			? setInterval(rewrite, 1_000)
			: setInterval(() => this.line(text()), 25_000);
		try {
			const result = await work();
			clearInterval(this.timer);
			this.end(`✓ ${label} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
			return result;
		} catch (error) {
			clearInterval(this.timer);
			this.end(`✗ ${label}`);
			throw error;
		}
	}

	private end(text: string): void {
		this.line(this.out.isTTY ? `\r\x1b[2K${text}` : text);
	}
}

/** Columns padded to what stands in them; Chinese characters are two columns wide on a terminal. */
export function table(head: string[], rows: string[][]): string {
	const lines = [head, head.map(() => ''), ...rows];
	const widths = head.map((_, column) =>
		Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))),
	);
	return lines
		.map((line, index) =>
			head
				.map((_, column) => {
					const width = widths[column] ?? 0;
					if (index === 1) return '─'.repeat(width);
					const cell = line[column] ?? '';
					return cell + ' '.repeat(width - displayWidth(cell));
				})
				.join('  ')
				.trimEnd(),
		)
		.map((line) => `  ${line}`)
		.join('\n');
}

/** How many terminal columns a text takes. */
function displayWidth(text: string): number {
	return [...text].reduce(
		(sum, character) =>
			sum +
			(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
				character,
			)
				? 2
				: 1),
		0,
	);
}
