/** The node waits 30 seconds for Juhe; a test cannot. */
import { createRequire } from 'node:module';

interface Config {
	url?: string;
	timeout?: number;
}

interface Axios {
	interceptors: {
		request: { use(change: (config: Config) => Config): number; eject(id: number): void };
	};
}

/**
 * Lets n8n-core's own copy of axios give up on `baseUrl` after `milliseconds`; gives the way back.
 */
export function shortenTimeouts(baseUrl: string, milliseconds: number): () => void {
	const fromCore = createRequire(createRequire(__filename).resolve('n8n-core'));
	const { interceptors } = fromCore('axios') as Axios;
	const id = interceptors.request.use((config) =>
		config.timeout && config.url?.startsWith(baseUrl)
			? { ...config, timeout: milliseconds }
			: config,
	);
	return () => interceptors.request.eject(id);
}
