/**
 * The time in which orders live: runs `speed` times as fast as real time, and can be pushed
 * forward.
 */
export class Timeline {
	private elapsed = 0;

	private lastLook = performance.now();

	constructor(private factor: number) {}

	get speed(): number {
		return this.factor;
	}

	/** What has passed until now passed at the old speed. */
	set speed(speed: number) {
		this.look();
		this.factor = speed;
	}

	/** Milliseconds that have passed in it. */
	look(): number {
		const now = performance.now();
		this.elapsed += (now - this.lastLook) * this.factor;
		this.lastLook = now;
		return this.elapsed;
	}

	pass(milliseconds: number): void {
		this.elapsed += milliseconds;
	}
}

/**
 * A clock of one order or query key: shows real time when it is made and follows the timeline from
 * then on.
 */
export class Clock {
	private readonly offset: number;

	constructor(private readonly timeline: Timeline) {
		this.offset = Date.now() - timeline.look();
	}

	now(): number {
		return Math.round(this.offset + this.timeline.look());
	}
}
