import { IDBFactory } from 'fake-indexeddb'

/** What lies on one device, whichever tab is open. */
export interface Disk {
  /** The disk as one tab sees it, until the tab is gone. */
  mount: () => MountedDisk
}

export interface MountedDisk {
  indexedDB: IDBFactory
  /** The tab is killed: what was not committed is undone, and nothing of it is written any more. */
  pullOut: () => void
}

export function createDisk(): Disk {
  const factory = new IDBFactory()
  return { mount: () => mount(factory) }
}

function mount(factory: IDBFactory): MountedDisk {
  const connections = new Set<IDBDatabase>()
  const running = new Set<IDBTransaction>()
  let gone = false

  function watch(transaction: IDBTransaction): void {
    running.add(transaction)
    const forget = () => running.delete(transaction)
    transaction.addEventListener('complete', forget)
    transaction.addEventListener('abort', forget)
  }

  function connect(database: IDBDatabase): void {
    connections.add(database)
    const begin = database.transaction.bind(database)
    database.transaction = (...parameters) => {
      if (gone) throw new DOMException('The tab is gone.', 'InvalidStateError')
      const transaction = begin(...parameters)
      watch(transaction)
      return transaction
    }
  }

  function open(...parameters: Parameters<IDBFactory['open']>): IDBOpenDBRequest {
    const request = gone ? neverAnswered() : factory.open(...parameters)
    request.addEventListener('upgradeneeded', () => {
      if (request.transaction !== null) watch(request.transaction)
    })
    request.addEventListener('success', () => {
      if (gone) request.result.close()
      else connect(request.result)
    })
    return request
  }

  return {
    indexedDB: {
      open,
      deleteDatabase: (name) => (gone ? neverAnswered() : factory.deleteDatabase(name)),
      databases: () => factory.databases(),
      cmp: (first, second) => factory.cmp(first, second),
    },
    pullOut() {
      gone = true
      for (const transaction of running) abort(transaction)
      for (const database of connections) database.close()
    },
  }
}

/** One that is committing already is durable: the kill came too late for it. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

function neverAnswered(): IDBOpenDBRequest {
  return new EventTarget() as IDBOpenDBRequest
}
