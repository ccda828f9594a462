import { dictionary } from '../../../../../src/juhe/dictionary';
import { bookStateNameOf, trainClassNameOf } from '../../../../../src/juhe/trainGrab/codes/trains';

test('every train class of the dictionary has an English name', () => {
	for (const code of Object.keys(dictionary.trainClass))
		expect(trainClassNameOf(code)).toMatch(/^[A-Z]/);
	expect(trainClassNameOf('?')).toBeNull();
});

test('bookState 0-3 have names of their own', () => {
	const names = [0, 1, 2, 3].map(bookStateNameOf);
	expect(new Set(names).size).toBe(4);
	expect(names).not.toContain(null);
	for (const state of [null, 4, -1, 0.5]) expect(bookStateNameOf(state)).toBeNull();
});
