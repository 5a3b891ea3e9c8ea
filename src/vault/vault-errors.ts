/** A call after `lock()`: the key is gone. The caller shows the lock screen. */
export class VaultLockedError extends Error {
  override name = 'VaultLockedError'
  constructor() {
    super('The vault is locked.')
  }
}

/** CL6: the database belongs to a newer version of the app; this tab must reload before it writes again. */
export class NewerSchemaError extends Error {
  override name = 'NewerSchemaError'
  constructor() {
    super('The database was made by a newer version of the app.')
  }
}

/** What lay in this vault was taken away under the open app: by its person, the browser, or another window. */
export class VaultGoneError extends Error {
  override name = 'VaultGoneError'
  constructor() {
    super('The database of the vault is empty.')
  }
}

/** VA5: the database never answered, and is given up; what was under way may be on the disk or not. */
export class ConnectionLostError extends Error {
  override name = 'ConnectionLostError'
  constructor() {
    super('The database did not answer and was opened anew.')
  }
}

/** VA3: a sealed value does not open at its place. Never answered as “nothing there”. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
  constructor(table: string) {
    super(`A sealed value in ${table} does not open.`)
  }
}

/** VA4: too little space for a pull. A save never fails with this. */
export class NoRoomError extends Error {
  override name = 'NoRoomError'
  constructor() {
    super('Too little free space on this device for a pull.')
  }
}

/** A page of a pull is not what the protocol says; nothing of its batch is stored. */
export class MalformedPageError extends Error {
  override name = 'MalformedPageError'
  constructor() {
    super('A page of the pull has records of an unknown form.')
  }
}
