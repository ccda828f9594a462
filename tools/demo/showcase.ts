import type { ScriptedModel } from '../model/scriptedModel';
import type { N8n } from '../n8n/n8n';
import type { Sandbox } from '../sandbox/index';

/** What came of an example workflow: to be printed, and whether it is what was to be shown. */
export interface Outcome {
	text: string;
	isAsPromised: boolean;
}

/** Where an example is played: a running n8n that holds all of them, and a Juhe without orders. */
export interface Stage {
	n8n: N8n;
	juhe: Sandbox;
	/** What the agents of the examples ask. */
	model: ScriptedModel;
	/** The id of an example by its file. */
	idOf(file: string): string;
}

/** An example workflow as the demo shows it. */
export interface Showcase {
	/** In `workflows/`. */
	file: string;
	/** What to do in the editor, step by step. */
	clicks: string[];
	/** Does it once for real, and tells what came of it. */
	play(stage: Stage): Promise<Outcome>;
}
