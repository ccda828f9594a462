import { KeyedMutex } from '../lib/mutex';

const mutex = new KeyedMutex();

/**
 * Runs tasks one after the other, whoever asks: a decoded picture takes much memory, and only one
 * is to be there at a time.
 */
export async function onePictureAtATime<Result>(task: () => Promise<Result>): Promise<Result> {
	return await mutex.run('picture', task);
}
