import type { INode } from 'n8n-workflow';

import { toNodeError, ParameterError } from '../../../nodes/shared/errors';
import { JuheError } from '../../../src/juhe/errors';

const node: INode = {
	id: 'node',
	name: 'Train Grab',
	type: 'trainGrab',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** n8n knows system errors by their names, wherever in a message these stand. */
test.each(['hardsleepermid', '“enoent.pdf” is no receipt', 'Juhe said ETIMEDOUT', 'getaddrinfo'])(
	'a message is shown as it is written: %s',
	(message) => {
		const errors = [
			new ParameterError(message, 'Choose another.', 'code'),
			new JuheError({ errorClass: 'service', message, advice: 'Look it up.' }),
		];
		for (const error of errors) {
			expect(toNodeError(node, error).message).toBe(message);
			expect(toNodeError(node, error, 2)).toMatchObject({
				message: `${message} [item 2]`,
				messages: [],
			});
		}
	},
);
