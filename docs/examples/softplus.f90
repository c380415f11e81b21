! A plug-in in Fortran.
!
!   gfortran -O2 -shared -fPIC softplus.f90 -o softplus_fortran.so
module softplus_plugin
  use, intrinsic :: iso_c_binding
  use, intrinsic :: ieee_arithmetic, only: ieee_value, ieee_negative_inf, ieee_positive_inf
  implicit none
  private

  ! softplus_bench_implementation of softplus_bench/plugin.h, version 1.
  type, bind(c) :: implementation
    type(c_ptr) :: function, name, format
    real(c_double) :: claim_max_ulp, claim_lower, claim_upper
    type(c_ptr) :: credit
    type(c_funptr) :: kernel
  end type

  ! What the table points at stays where it is.
  character(len=*), parameter :: zero = c_null_char
  character(len=9), target, save :: function_name = "softplus" // zero
  character(len=13), target, save :: name = "from_fortran" // zero
  character(len=9), target, save :: format_name = "binary64" // zero
  character(len=24), target, save :: credit = "an example, log1p of C" // zero
  type(implementation), target, save :: rows(1)

  interface
    pure function log1p(x) bind(c)  ! Fortran has none
      import :: c_double
      real(c_double), value :: x
      real(c_double) :: log1p
    end function
  end interface

contains

  ! softplus(x) = max(x, 0) + log1p(e^-|x|). x and y may be the same array.
  subroutine softplus(x, x2, y, n, parameters) bind(c, name="")
    type(c_ptr), value :: x, x2, y, parameters
    integer(c_size_t), value :: n
    real(c_double), pointer :: inputs(:), outputs(:)
    integer(c_size_t) :: i
    call c_f_pointer(x, inputs, [n])
    call c_f_pointer(y, outputs, [n])
    do i = 1, n
      outputs(i) = merge(inputs(i), 0.0_c_double, inputs(i) > 0) + log1p(exp(-abs(inputs(i))))
    end do
  end subroutine

  function plugin_abi() bind(c, name="softplus_bench_plugin_abi")
    integer(c_int) :: plugin_abi
    plugin_abi = 1
  end function

  function plugin(table) bind(c, name="softplus_bench_plugin")
    type(c_ptr), intent(out) :: table
    integer(c_size_t) :: plugin
    rows(1) = implementation(c_loc(function_name), c_loc(name), c_loc(format_name), 1.75_c_double, &
                             ieee_value(1.0_c_double, ieee_negative_inf), ieee_value(1.0_c_double, ieee_positive_inf), &
                             c_loc(credit), c_funloc(softplus))
    table = c_loc(rows)
    plugin = size(rows, kind=c_size_t)
  end function

end module
