/** Holds source files against the dependency rule and says in one sentence what is wrong. */
import { type Import, importsOf, type SourceFile } from './imports.ts'
import { impure, keepers, type Layer, layers, type Passport, passports, sealed } from './layers.ts'

/** Every breach of the rule in the given files, as `file: sentence`. */
export function breaches(files: SourceFile[]): string[] {
  return files.flatMap((file) => [...wrongImports(file), ...wrongExports(file), ...wrongWords(file)])
}

function wrongImports(file: SourceFile): string[] {
  const layer = layers.find((candidate) => fits(candidate, file.path))
  if (layer === undefined) return [`${file.path}: stands in no layer of tests/architecture/layers.ts`]
  const passport = passports.find(({ suffix }) => file.path.replace(/\.tsx?$/, '').endsWith(suffix))
  const found: string[] = []
  for (const door of importsOf(file)) {
    const what = `${file.path}: imports ${door.typeOnly ? 'types of ' : ''}${door.target}`
    if (door.target === '(computed)') found.push(`${file.path}: computes what it imports`)
    else if (!allowedByLayer(layer, file, door)) found.push(`${what}, which its layer ${layer.of} may not`)
    else if (passport && !allowedByPassport(passport, file, door))
      found.push(`${what}, which a ${passport.suffix} file may not`)
    else if (!allowedByKeeper(file, door)) found.push(`${what}, which belongs to others`)
  }
  return found
}

function fits(layer: Layer, path: string): boolean {
  if (layer.of.endsWith('/*')) return path.startsWith(layer.of.slice(0, -1)) && path.split('/').length === 2
  return layer.of.endsWith('/') ? path.startsWith(layer.of) : path === layer.of
}

function allowedByLayer(layer: Layer, file: SourceFile, door: Import): boolean {
  if (!door.own) return door.typeOnly || opensPackage(layer.packages, door.target)
  if (opensFile(layer.files, file, door.target)) return true
  return door.typeOnly && opensFile(layer.types ?? [], file, door.target)
}

function allowedByPassport(passport: Passport, file: SourceFile, door: Import): boolean {
  if (!door.own) return door.typeOnly || opensPackage(passport.packages, door.target)
  if (!door.typeOnly && passport.never?.some((suffix) => door.target.replace(/\.tsx?$/, '').endsWith(suffix)))
    return false
  if (opensFile(passport.files, file, door.target)) return true
  return door.typeOnly && opensFile(passport.types, file, door.target)
}

function allowedByKeeper(file: SourceFile, door: Import): boolean {
  const keeper = door.own ? undefined : keepers[door.target]
  if (keeper === undefined || keeper(file.path)) return true
  return door.typeOnly && !sealed.has(door.target)
}

function opensPackage(allowed: string[], target: string): boolean {
  if (allowed.includes(target)) return true
  return allowed.includes(target.startsWith('node:') ? 'node:*' : '*')
}

function opensFile(allowed: string[], file: SourceFile, target: string): boolean {
  const room = `${file.path.split('/').slice(0, 2).join('/')}/`
  return allowed.some((place) => {
    if (place === '<room>') return target.startsWith(room)
    if (place === '<pure>') return target.startsWith(room) && /\.(machine|rules)\.ts$/.test(target)
    return place.endsWith('/') ? target.startsWith(place) : target === place
  })
}

const configFile = /(^|\/)(vite|vitest)\.config\.ts$/

function wrongExports(file: SourceFile): string[] {
  if (configFile.test(file.path) || file.path.endsWith('.d.ts')) return []
  const byDefault = /^export default\b|^export \{[^}]*\bas default\b/m.test(file.text)
  return byDefault ? [`${file.path}: exports a default; exports have names`] : []
}

function wrongWords(file: SourceFile): string[] {
  const pure = passports.some(({ suffix, pure }) => pure && file.path.endsWith(`${suffix}.ts`))
  const code = file.text.replace(/^[ \t]*(\/\/|\*|\/\*).*$/gm, '')
  const word = pure ? impure.exec(code)?.[0] : undefined
  return word === undefined ? [] : [`${file.path}: says ${word} and is not pure; hand it over as an argument`]
}
