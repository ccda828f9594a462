/**
 * Loaded into every n8n process of the harness (`node --require`). File descriptor 3 is a pipe that
 * only the parent holds open; when it closes, the parent is gone, however it went, and n8n must not
 * outlive it.
 */
import { Socket } from 'node:net';

const patienceMs = 10_000;

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on('error', () => undefined);
lifeline.on('close', () => {
	process.kill(process.pid, 'SIGTERM');
	// n8n leads a process group of its own: its task runner goes with it.
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), patienceMs).unref();
});
lifeline.resume();
lifeline.unref();
