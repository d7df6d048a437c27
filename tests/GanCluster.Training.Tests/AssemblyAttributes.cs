using Xunit.Sdk;
using Xunit.v3;

// The references that these tests compare with are written with TorchSharp's plain operators, whose temporary scalars a collection started by another
// test's thread could free during a call (docs/numerics.md).
[assembly: Parallelization(Mode = ParallelMode.None)]
