/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test, not published */
/** The node waits 30 seconds for Juhe; a test cannot. */
import { createRequire } from 'node:module';

interface Axios {
	interceptors: {
		request: {
			use(change: (config: { timeout?: number }) => object): number;
			eject(id: number): void;
		};
	};
}

/** Lets n8n-core's own copy of axios give up after `milliseconds` wherever a timeout is set; gives the way back. */
export function shortenTimeouts(milliseconds: number): () => void {
	const fromCore = createRequire(createRequire(__filename).resolve('n8n-core'));
	const { interceptors } = (fromCore('axios') as { default: Axios }).default;
	const id = interceptors.request.use((config) => ({
		...config,
		...(config.timeout && { timeout: milliseconds }),
	}));
	return () => interceptors.request.eject(id);
}
