// strategy: y + log(1 - e^-y), native_exp and native_log
// credit: this project
// formats: binary32 binary16 bfloat16
//
// No bit right for small y and near the root y = log 2; elsewhere as good as the device's approximations.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x + native_log(1 - native_exp(-x)); }
