//! A plug-in in Rust, without a crate.
//!
//!     rustc --crate-type cdylib -O softplus.rs -o softplus_rust.so
use std::os::raw::{c_char, c_int, c_void};

type Kernel = unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void, usize, *const f64);

/// `softplus_bench_implementation` of softplus_bench/plugin.h, version 1.
#[repr(C)]
pub struct Implementation {
    function: *const c_char,
    name: *const c_char,
    format: *const c_char,
    claim_max_ulp: f64,
    claim_lower: f64,
    claim_upper: f64,
    credit: *const c_char,
    kernel: Kernel,
}
unsafe impl Sync for Implementation {} // it never changes

/// softplus(x) = max(x, 0) + log1p(e^-|x|). x and y may be the same array, so they are no slices.
unsafe extern "C" fn softplus(x: *const c_void, _x2: *const c_void, y: *mut c_void, n: usize, _parameters: *const f64) {
    for i in 0..n {
        let x = *(x as *const f64).add(i);
        *(y as *mut f64).add(i) = x.max(0.0) + (-x.abs()).exp().ln_1p(); // max takes the number beside a NaN
    }
}

static ROWS: [Implementation; 1] = [Implementation {
    function: b"softplus\0".as_ptr() as *const c_char,
    name: b"from_rust\0".as_ptr() as *const c_char,
    format: b"binary64\0".as_ptr() as *const c_char,
    claim_max_ulp: 1.75,
    claim_lower: f64::NEG_INFINITY,
    claim_upper: f64::INFINITY,
    credit: b"an example, ln_1p and exp of std\0".as_ptr() as *const c_char,
    kernel: softplus,
}];

#[no_mangle]
pub extern "C" fn softplus_bench_plugin_abi() -> c_int {
    1
}

#[no_mangle]
pub unsafe extern "C" fn softplus_bench_plugin(table: *mut *const Implementation) -> usize {
    *table = ROWS.as_ptr();
    ROWS.len()
}
