/**
 * The build without Node.js modules, which n8n forbids; TypeScript 6 finds no types of it by itself
 * (resolution "node").
 */
declare module 'fflate/browser' {
	export * from 'fflate';
}
