/** A processor's system calls. Little-endian and 64 bits wide: the offsets in bpf.ts count on both. */
export interface Architecture {
  readonly name: 'x86-64' | 'arm64';
  /** AUDIT_ARCH_*: what `seccomp_data.arch` holds for a native call. */
  readonly audit: number;
  /** Its names in profiles: Go's, and libseccomp's. */
  readonly aliases: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
}
/** Throws where layover has no table for the processor; `arch` is Node's name of it. */
export declare function getArchitecture(arch?: string): Architecture;
