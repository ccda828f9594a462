/**
 * Measures, and where that gave too much measures again, twice at most: a pause of the machine or
 * a late collection of garbage does not come thrice at the same place, what is too much does.
 */
export async function measureAgain<Measured>(
	measure: () => Promise<Measured>,
	isTooMuch: (measured: Measured) => boolean,
): Promise<Measured> {
	for (let tries = 1; ; tries++) {
		const measured = await measure();
		if (tries === 3 || !isTooMuch(measured)) return measured;
	}
}
