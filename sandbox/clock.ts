/** A clock that starts at real time and runs `speed` times as fast; a change of speed counts from then on. */
export class Clock {
	private instant: number;

	private lastLook: number;

	constructor(private readonly speed: () => number) {
		this.instant = Date.now();
		this.lastLook = this.instant;
	}

	now(): number {
		const look = Date.now();
		this.instant += (look - this.lastLook) * this.speed();
		this.lastLook = look;
		return this.instant;
	}
}
