/** What is used of it; the package brings no types. */
declare module 'saxen' {
  export class Parser {
    on(
      name: 'openTag',
      listener: (
        name: string,
        attributes: () => Record<string, string>,
        decode: (text: string) => string,
      ) => void,
    ): this
    on(name: 'closeTag', listener: (name: string) => void): this
    on(name: 'text', listener: (text: string, decode: (text: string) => string) => void): this
    on(name: 'cdata', listener: (text: string) => void): this
    on(name: 'error', listener: (error: Error) => void): this
    on(name: 'warn', listener: (error: Error) => void): this
    /** Takes the next part of a document; it may end anywhere. */
    write(part: string): this
    end(): Error | undefined
  }
}
