/** Hundreds of colleagues behind one address may sign in at 08:30; Argon2 for more would starve the rest. */
export const floodLimit = { max: 600, timeWindow: 60_000 }
